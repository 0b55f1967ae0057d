import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  canonicalize,
  checkForkProof,
  type Entry,
  FormatError,
  formatForkProof,
  formatTime,
  inBeijing,
  type JsonObject,
  parseStrict,
  parseVkey,
  utf8Decode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { writeDurably } from '../durable-file.ts'
import { readBytes } from '../files.ts'
import { lockFolder } from '../folder-lock.ts'
import { exitOf, type Finding, monitorExit } from '../monitor/finding.ts'
import { SourceError } from '../monitor/log-source.ts'
import { formatMetrics } from '../monitor/metrics.ts'
import { monitorRound } from '../monitor/monitor-round.ts'
import { type MonitorState, type MonitorStore, openMonitorStore, readMonitorState } from '../monitor/monitor-store.ts'
import { type OpenedLog, openLog } from '../monitor/open-log.ts'
import { readPolicyFile } from '../monitor/policy-file.ts'
import { textOf } from '../monitor/text.ts'

const options = {
  data: { type: 'string' },
  once: { type: 'boolean' },
  interval: { type: 'string' },
  policy: { type: 'string' },
  'log-vkey': { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  watch: { type: 'string', multiple: true },
  'watch-file': { type: 'string', multiple: true },
  'stalled-after': { type: 'string' },
  metrics: { type: 'string' },
  'check-fork': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed monitor`: follows a log until a signal, or looks once. */
export const monitor = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const text = textOf(context)
  if (values.help) {
    context.print(text.monitorUsage)
    return exit.ok
  }
  const given = values['log-vkey'] ?? []
  if (values['check-fork'] !== undefined) return await checkFork(values['check-fork'], given, context)
  const [where] = positionals
  if (where === undefined) throw new CliError(context.text.missing('URL'))
  const folder = values.data
  if (folder === undefined) throw new CliError(context.text.missing('--data'))
  const interval = wholeNumber(values.interval, 60, '--interval', context)
  const stalledAfter = wholeNumber(values['stalled-after'], 86_400, '--stalled-after', context)
  const policy = values.policy === undefined ? null : await readPolicyFile(values.policy, context)
  const watched = await watchedBy(values.watch ?? [], values['watch-file'] ?? [], context)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw new CliError(context.text.cannotWrite(folder))
  })
  await lockFolder(folder, context)

  const known = await readMonitorState(folder, context)
  const pinned = known && given.length === 0 && policy === null ? known.vkeys : given
  const log = await openLog(where, pinned, policy, context).catch((error: unknown) => {
    throw error instanceof SourceError ? new CliError(`${text.notLog(where)}（${error.message}）`) : error
  })
  if (known && known.origin !== log.origin) throw new CliError(text.otherLog(known.origin, log.origin))
  if (!known && log.ownKeys) context.print(text.pinned(log.vkeys[0] ?? ''))
  const store = await openMonitorStore(folder, stateFor(known, log), context)
  const fromPolicy = (policy?.witnesses ?? []).flatMap(({ url }) => (url === null ? [] : [url]))
  const witnessUrls = [...new Set([...(values.witness ?? []), ...fromPolicy].map((url) => url.replace(/\/+$/, '')))]
  if (!context.json) context.print(text.started(log.source.place, log.origin))

  const look = async (): Promise<number> => {
    const findings: Finding[] = []
    const report = (finding: Finding): void => {
      findings.push(finding)
      say(finding, context)
    }
    const fork = await monitorRound({
      ...{ source: log.source, store, policy, witnessUrls, stalledAfter, patience: 5, report },
      now: () => Math.floor(Date.now() / 1000),
      onEntry: (index, entry) => {
        if (watched(entry)) report({ code: 'watched', at: `${index}`, detail: describe(entry) })
      },
    })
    if (fork) {
      const file = join(folder, `fork-${fork.found.replaceAll(':', '')}.json`)
      await writeDurably(file, formatForkProof(fork))
      context.print(context.json ? JSON.stringify({ fork: file }) : text.forkWritten(file))
    }
    const code = exitOf(findings)
    if (values.metrics !== undefined) await writeDurably(values.metrics, formatMetrics(store.state, findings, code))
    sayRound(store, findings, code, context)
    return code
  }
  try {
    if (values.once) return await look()
    return await untilFork(look, interval, context)
  } finally {
    store.close()
  }
}

/** Looks again and again; ends at a proved fork, or with 0 at a signal. */
const untilFork = async (look: () => Promise<number>, seconds: number, context: Context): Promise<number> => {
  let stop = () => {}
  const stopped = new Promise<true>((resolve) => {
    stop = () => resolve(true)
  })
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  for (;;) {
    if ((await look()) === monitorExit.fork) return monitorExit.fork
    let timer: NodeJS.Timeout | undefined
    const waited = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), seconds * 1000)
    })
    const ended = await Promise.race([stopped, waited])
    clearTimeout(timer)
    if (ended) {
      context.print(textOf(context).stopped)
      return exit.ok
    }
  }
}

const stateFor = (known: MonitorState | null, { origin, vkeys, sm3Vkeys }: OpenedLog): MonitorState => {
  const fresh: MonitorState = {
    ...{ format: 'datadeed-monitor/1', origin, vkeys, sm3Vkeys, size: 0, note: '' },
    ...{ lastTime: 0, grownAt: 0, pending: [], witnesses: {} },
  }
  if (!known) return fresh
  return {
    ...known,
    vkeys: [...new Set([...known.vkeys, ...vkeys])],
    // Those of the first day count; new ones must stand in the log.
    sm3Vkeys: known.sm3Vkeys.length > 0 ? known.sm3Vkeys : sm3Vkeys,
  }
}

const say = (finding: Finding, context: Context): void => {
  if (context.json) context.print(JSON.stringify(finding))
  else context.print(textOf(context).findings[finding.code](finding))
}

const sayRound = ({ state }: MonitorStore, findings: readonly Finding[], code: number, context: Context): void => {
  const time = formatTime(Date.now() / 1000)
  if (context.json) {
    context.print(JSON.stringify({ time, size: state.size, exit: code }))
    return
  }
  const wrong = findings.filter((finding) => exitOf([finding]) !== monitorExit.ok).length
  context.print(textOf(context).round(inBeijing(time), state.size, wrong))
}

const describe = ({ subject, type, time, digests }: Entry): string =>
  `${subject} ${type} ${time} SHA-256 ${digests.sha256} SM3 ${digests.sm3}`

const wholeNumber = (value: string | undefined, standard: number, option: string, context: Context): number => {
  if (value === undefined) return standard
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new CliError(textOf(context).badNumber(option))
  return Number(value)
}

/** Whether an entry is of a subject or of a file that is watched. */
const watchedBy = async (
  subjects: readonly string[],
  files: readonly string[],
  context: Context,
): Promise<(entry: Entry) => boolean> => {
  const digests = await Promise.all(files.map((file) => manifestDigest(file, context)))
  return ({ subject, digests: { sha256 } }) => subjects.includes(subject) || digests.includes(sha256)
}

/** SHA-256 of the manifest that a file is or holds. */
const manifestDigest = async (path: string, context: Context): Promise<string> => {
  const bytes = await readBytes(path, context)
  try {
    const value = parseStrict(utf8Decode(bytes), 100_663_296)
    const object = (v: unknown): v is JsonObject => typeof v === 'object' && v !== null && !Array.isArray(v)
    const manifest = object(value) && object(value.manifest) ? value.manifest : value
    if (object(manifest) && manifest.format === 'datadeed-manifest/1')
      return createHash('sha256').update(canonicalize(manifest)).digest('hex')
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
  throw new CliError(textOf(context).badWatchFile(path))
}

const checkFork = async (path: string, vkeys: readonly string[], context: Context): Promise<number> => {
  const text = textOf(context)
  if (vkeys.length === 0) throw new CliError(context.text.missing('--log-vkey'))
  const bytes = await readBytes(path, context)
  try {
    const keys = vkeys.map((vkey) => parseVkey(nodeCrypto, vkey))
    const fork = checkForkProof(nodeCrypto, utf8Decode(bytes), keys)
    context.print(fork ? text.forkProved(fork.origin, fork.smaller.size, fork.larger.size) : text.forkNotProved)
    return fork ? exit.ok : exit.no
  } catch (error) {
    if (error instanceof FormatError)
      throw new CliError(error.code === 'bad_vkey' ? context.text.badVkey(vkeys.join(' ')) : text.badFork(path))
    throw error
  }
}
