import { parseArgs } from 'node:util'
import {
  FormatError,
  fewestWitnesses,
  formatTime,
  inBeijing,
  isQuorum,
  type Note,
  parseNote,
  parseProof,
  quorumTime,
  textOfOctets,
  utf8Decode,
  verifyCosignatures,
  verifyNote,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { readBytes } from '../files.ts'
import { readPolicyFile } from '../monitor/policy-file.ts'
import { textOf } from '../monitor/text.ts'

const options = { checkpoint: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

/** `datadeed policy`: reads a trust policy and tells whether a checkpoint satisfies it. */
export const policy = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const text = textOf(context)
  const { print } = context
  if (values.help) {
    print(text.policyUsage)
    return exit.ok
  }
  const [file] = positionals
  if (file === undefined) throw new CliError(context.text.missing('FILE'))
  const read = await readPolicyFile(file, context)
  print(text.policyLogs)
  for (const { key, url } of read.logs) print(`  ${key.name} ${url ?? ''}`.trimEnd())
  print(text.policyWitnesses)
  for (const { name, key, url } of read.witnesses) print(`  ${textOfOctets(name)}：${key.name} ${url ?? ''}`.trimEnd())
  if (read.groups.length > 0) print(text.policyGroups)
  for (const { name, threshold, members } of read.groups)
    print(`  ${text.policyGroup(textOfOctets(name), threshold, members.map(textOfOctets).join('、'))}`)
  print(text.policyQuorum(read.quorum && textOfOctets(read.quorum), fewestWitnesses(read)))
  if (values.checkpoint === undefined) return exit.ok

  const note = await readNote(values.checkpoint, context)
  const keysOf = (list: readonly { key: (typeof read.logs)[number]['key'] }[]) => list.map(({ key }) => key)
  const log = verifyNote(nodeCrypto, note, keysOf(read.logs))
  if (log.bad.length > 0 || log.good.length === 0) {
    print(text.policyUnsigned)
    return exit.no
  }
  const seen = verifyCosignatures(nodeCrypto, note, keysOf(read.witnesses))
  print(text.policyCosigned(seen.good.map(({ key }) => key.name).join('、')))
  const met = isQuorum(
    read,
    seen.good.map(({ key }) => key),
  )
  const time = quorumTime(read, seen.good)
  if (met && seen.bad.length === 0) print(text.policyMet(time === null ? '—' : inBeijing(formatTime(time))))
  else print(text.policyNotMet)
  return met && seen.bad.length === 0 ? exit.ok : exit.no
}

/** The signed checkpoint in a file: alone, or at the end of a receipt. */
const readNote = async (path: string, context: Context): Promise<Note> => {
  const bytes = await readBytes(path, context)
  try {
    const content = utf8Decode(bytes)
    return parseNote(content.startsWith('c2sp.org/tlog-proof@') ? parseProof(content).checkpoint : content)
  } catch (error) {
    if (error instanceof FormatError) throw new CliError(context.text.cannotRead(path))
    throw error
  }
}
