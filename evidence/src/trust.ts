import { type Json, parseStrict } from './canonical.ts'
import type { Crypto } from './crypto.ts'
import { FormatError } from './error.ts'
import { COSIGNATURE, ED25519, parseVkey, SM2_NOTE, type VerifierKey } from './note.ts'
import { asArray, asNullable, asObject, asSize, asText } from './shape.ts'
import { parseTime } from './time.ts'

export const TRUST_FORMAT = 'datadeed-trust/1'

/** A key and when it counts: from a time on and, when `until` is not null, before another (RFC 3339, UTC, seconds). */
export interface TrustedKey {
  readonly vkey: string
  readonly from: string
  readonly until: string | null
}

/** A witness; `operator` names who runs it, for people. A witness that changed its key is listed once for each key. */
export interface TrustedWitness extends TrustedKey {
  readonly name: string
  readonly operator: string
}

/** Whom a verifier believes: the log's keys, its witnesses, and how many different witnesses must have seen an entry. */
export interface Trust {
  readonly format: typeof TRUST_FORMAT
  readonly log: { readonly origin: string; readonly vkeys: readonly TrustedKey[] }
  readonly witnesses: readonly TrustedWitness[]
  readonly quorum: number
  /** Keys that sign the SM3 tree, whose origin is the log's and `/sm3`. */
  readonly sm3?: readonly TrustedKey[]
}

/** Reads a trust file. Throws FormatError with the failing field. */
export function parseTrust(crypto: Crypto, text: string): Trust {
  return readTrust(crypto, parseStrict(text, 1_048_576), '')
}

/** Checks a trust file that is already parsed. Throws FormatError with the failing field. */
export function readTrust(crypto: Crypto, value: Json | undefined, at: string): Trust {
  const p = at === '' ? '' : `${at}.`
  const object = asObject(value, at, ['format', 'log', 'witnesses', 'quorum'], ['sm3'])
  if (object.format !== TRUST_FORMAT) throw new FormatError('wrong_value', `${p}format`)
  const log = asObject(object.log, `${p}log`, ['origin', 'vkeys'])
  const origin = asText(log.origin, `${p}log.origin`, 255)
  const vkeys = asArray(log.vkeys, `${p}log.vkeys`, 1, 64).map((v, i) => {
    const field = `${p}log.vkeys[${i}]`
    return readKey(crypto, asObject(v, field, ['vkey', 'from', 'until']), field, ED25519)
  })
  const witnesses = asArray(object.witnesses, `${p}witnesses`, 1, 64).map((v, i) => {
    const field = `${p}witnesses[${i}]`
    const item = asObject(v, field, ['name', 'vkey', 'operator', 'from', 'until'])
    const key = readKey(crypto, item, field, COSIGNATURE)
    if (item.name !== parseVkey(crypto, key.vkey).name) throw new FormatError('wrong_value', `${field}.name`)
    return { ...key, name: item.name as string, operator: asText(item.operator, `${field}.operator`, 255) }
  })
  const sm3 =
    object.sm3 === undefined
      ? undefined
      : asArray(object.sm3, `${p}sm3`, 1, 64).map((v, i) => {
          const field = `${p}sm3[${i}]`
          return readKey(crypto, asObject(v, field, ['vkey', 'from', 'until']), field, SM2_NOTE)
        })
  const all = [...vkeys, ...witnesses, ...(sm3 ?? [])].map((k) => k.vkey)
  if (new Set(all).size !== all.length) throw new FormatError('duplicate', `${p}vkey`)
  const quorum = asSize(object.quorum, `${p}quorum`)
  if (quorum < 1 || quorum > new Set(witnesses.map((w) => w.name)).size) {
    throw new FormatError('wrong_value', `${p}quorum`)
  }
  return { format: TRUST_FORMAT, log: { origin, vkeys }, witnesses, quorum, ...(sm3 && { sm3 }) }
}

function readKey(crypto: Crypto, object: { readonly [key: string]: Json }, at: string, type: number): TrustedKey {
  const vkey = asText(object.vkey, `${at}.vkey`, 512)
  let key: VerifierKey
  try {
    key = parseVkey(crypto, vkey)
  } catch {
    throw new FormatError('bad_vkey', `${at}.vkey`)
  }
  if (key.type !== type) throw new FormatError('bad_vkey', `${at}.vkey`)
  const from = object.from as string
  const start = parseTime(from, `${at}.from`)
  const until = asNullable(object.until, (v) => {
    if (parseTime(v, `${at}.until`) <= start) throw new FormatError('bad_time', `${at}.until`)
    return v as string
  })
  return { vkey, from, until }
}

/** The origin of a log's SM3 tree. */
export function sm3Origin(origin: string): string {
  return `${origin}/sm3`
}

/** True when a key counts at a Unix second. */
export function isValidAt(key: TrustedKey, seconds: number): boolean {
  const until = key.until === null ? Number.POSITIVE_INFINITY : parseTime(key.until, 'until')
  return seconds >= parseTime(key.from, 'from') && seconds < until
}
