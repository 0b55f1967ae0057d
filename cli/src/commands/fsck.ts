import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { exitOf, type Finding } from '../monitor/finding.ts'
import { checkLogFiles } from '../monitor/fsck.ts'
import { SourceError } from '../monitor/log-source.ts'
import { openLog } from '../monitor/open-log.ts'
import { readPolicyFile } from '../monitor/policy-file.ts'
import { textOf } from '../monitor/text.ts'

const options = {
  policy: { type: 'string' },
  'log-vkey': { type: 'string', multiple: true },
  'all-signatures': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed fsck`: computes a log again, from its files or from the platform's database. */
export const fsck = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const text = textOf(context)
  if (values.help) {
    context.print(text.fsckUsage)
    return exit.ok
  }
  const [where] = positionals
  if (where === undefined) return await checkDatabase(context)
  const policy = values.policy === undefined ? null : await readPolicyFile(values.policy, context)
  const findings: Finding[] = []
  const started = performance.now()
  try {
    const log = await openLog(where, values['log-vkey'] ?? [], policy, context)
    if (log.ownKeys) context.note(text.ownKey(log.vkeys[0] ?? ''))
    const size = await checkLogFiles({
      ...{ ...log, policy, now: Math.floor(Date.now() / 1000) },
      signatures: values['all-signatures'] ? Number.POSITIVE_INFINITY : 16,
      report: (finding) => {
        findings.push(finding)
        context.print(context.json ? JSON.stringify(finding) : text.findings[finding.code](finding))
      },
    })
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage()
    const cpuSeconds = (user + system) / 1e6
    if (context.json) context.print(JSON.stringify({ size, seconds, cpuSeconds, findings: findings.length }))
    else if (findings.length === 0) context.print(text.checked(size, Math.round(size / seconds)))
    else context.print(text.faults(findings.length))
    return exitOf(findings)
  } catch (error) {
    if (error instanceof SourceError)
      throw new CliError(text.findings.unreachable({ code: 'unreachable', at: where, detail: error.message }))
    throw error
  }
}

/** The platform's own program beside this one: it alone knows the database. */
const checkDatabase = async (context: Context): Promise<number> => {
  const program = fileURLToPath(new URL('../../../server/src/check-log.ts', import.meta.url))
  if (!existsSync(program)) throw new CliError(textOf(context).noDatabaseCheck)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? exit.cannot
}
