import { ED25519, type Policy, SM2_NOTE, utf8Decode } from '@datadeed/evidence'
import type { Context } from '../context.ts'
import { CliError } from '../context.ts'
import { readVkey } from './log-keys.ts'
import { type LogSource, openSource } from './log-source.ts'
import { textOf } from './text.ts'

/** A log that answers, and the keys it is to be checked with. */
export interface OpenedLog {
  source: LogSource
  origin: string
  vkeys: string[]
  sm3Vkeys: string[]
  /** nobody vouched for the keys but the log itself */
  ownKeys: boolean
}

/** Finds the log at an address or in a folder: there, or below `log` as a platform has it. Throws CliError. */
export const findLog = async (where: string): Promise<LogSource> => {
  const direct = openSource(where)
  if ((await direct.read('checkpoint')) !== null) return direct
  const below = openSource(`${where.replace(/\/+$/, '')}/log`)
  return (await below.read('checkpoint')) === null ? direct : below
}

/** The log with its keys: those given, those of the policy, or what the log says. Throws CliError, SourceError. */
export const openLog = async (
  where: string,
  given: readonly string[],
  policy: Policy | null,
  context: Context,
): Promise<OpenedLog> => {
  const text = textOf(context)
  const source = await findLog(where)
  const listed = [...given, ...(policy?.logs ?? []).map(({ vkey }) => vkey)]
  const own = listed.length === 0
  const vkeys = own ? [await firstLine(source, 'vkey')] : [...new Set(listed)]
  const keys = vkeys.map((vkey) => {
    const key = readVkey(vkey, ED25519)
    if (!key) throw new CliError(own ? text.notLog(where) : context.text.badVkey(vkey))
    return key
  })
  const origins = new Set(keys.map(({ name }) => name))
  // A policy may list logs of others: what the checkpoint calls itself tells which is meant.
  const named = (await firstLine(source, 'checkpoint')) || keys[0]?.name
  const origin = origins.size === 1 ? keys[0]?.name : [...origins].find((name) => name === named)
  if (origin === undefined) throw new CliError(text.severalOrigins)
  const sm3 = await firstLine(source, 'sm3/vkey')
  return {
    ...{ source, origin, ownKeys: own },
    vkeys: vkeys.filter((_, i) => keys[i]?.name === origin),
    sm3Vkeys: readVkey(sm3, SM2_NOTE) ? [sm3] : [],
  }
}

const firstLine = async (source: LogSource, path: string): Promise<string> => {
  const bytes = await source.read(path)
  try {
    return (
      utf8Decode(bytes ?? new Uint8Array())
        .split('\n')[0]
        ?.trim() ?? ''
    )
  } catch {
    return ''
  }
}
