import { fromBase64 } from './bytes.ts'
import { type Json, type JsonObject, parseStrict } from './canonical.ts'
import type { Crypto } from './crypto.ts'
import { FormatError } from './error.ts'
import { COSIGNATURE, ED25519, MLDSA_COSIGNATURE, parseVkey, SM2_NOTE, type VerifierKey } from './note.ts'
import type { Policy } from './policy.ts'
import { asArray, asNullable, asObject, asSize, asText } from './shape.ts'
import { parseTime } from './time.ts'
import { readCertificate } from './x509.ts'

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

/** A timestamp authority (RFC 3161). One that changed its certificate is listed once for each. */
export interface TrustedAuthority extends Omit<TrustedKey, 'vkey'> {
  readonly name: string
  /** DER in base64: the certificate that signs tokens, then each one's issuer. */
  readonly certificates: readonly string[]
  /** Object identifiers of the policies accepted; none accepts every policy. */
  readonly policies: readonly string[]
}

/** Whom a verifier believes: the log's keys, its witnesses, and how many different witnesses must have seen an entry. */
export interface Trust {
  readonly format: typeof TRUST_FORMAT
  readonly log: { readonly origin: string; readonly vkeys: readonly TrustedKey[] }
  readonly witnesses: readonly TrustedWitness[]
  readonly quorum: number
  /** Keys that sign the SM3 tree, whose origin is the log's and `/sm3`. */
  readonly sm3?: readonly TrustedKey[]
  readonly authorities?: readonly TrustedAuthority[]
  /** Which witnesses are enough, where that is more than a number. Given by the verifier and in no trust file. */
  readonly policy?: Policy
}

/** Reads a trust file. Throws FormatError with the failing field. */
export function parseTrust(crypto: Crypto, text: string): Trust {
  return readTrust(crypto, parseStrict(text, 1_048_576), '')
}

/** Checks a trust file that is already parsed. Throws FormatError with the failing field. */
export function readTrust(crypto: Crypto, value: Json | undefined, at: string): Trust {
  const p = at === '' ? '' : `${at}.`
  const object = asObject(value, at, ['format', 'log', 'witnesses', 'quorum'], ['sm3', 'authorities'])
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
    const key = readKey(crypto, item, field, COSIGNATURE, MLDSA_COSIGNATURE)
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
  const authorities =
    object.authorities === undefined
      ? undefined
      : asArray(object.authorities, `${p}authorities`, 1, 16).map((v, i) => readAuthority(v, `${p}authorities[${i}]`))
  const signers = authorities?.map((a) => a.certificates[0]) ?? []
  if (new Set(signers).size !== signers.length) throw new FormatError('duplicate', `${p}authorities`)
  return {
    ...{ format: TRUST_FORMAT, log: { origin, vkeys }, witnesses, quorum },
    ...(sm3 && { sm3 }),
    ...(authorities && { authorities }),
  }
}

function readKey(crypto: Crypto, object: JsonObject, at: string, ...types: number[]): TrustedKey {
  const vkey = asText(object.vkey, `${at}.vkey`, 2304)
  let key: VerifierKey
  try {
    key = parseVkey(crypto, vkey)
  } catch {
    throw new FormatError('bad_vkey', `${at}.vkey`)
  }
  if (!types.includes(key.type)) throw new FormatError('bad_vkey', `${at}.vkey`)
  return { vkey, ...readValidity(object, at) }
}

function readValidity(object: JsonObject, at: string): Pick<TrustedKey, 'from' | 'until'> {
  const from = object.from as string
  const start = parseTime(from, `${at}.from`)
  const until = asNullable(object.until, (v) => {
    if (parseTime(v, `${at}.until`) <= start) throw new FormatError('bad_time', `${at}.until`)
    return v as string
  })
  return { from, until }
}

function readAuthority(value: Json, at: string): TrustedAuthority {
  const object = asObject(value, at, ['name', 'certificates', 'policies', 'from', 'until'])
  const certificates = asArray(object.certificates, `${at}.certificates`, 1, 4).map((v, i) => {
    const place = `${at}.certificates[${i}]`
    const text = asText(v, place, 8192)
    try {
      readCertificate(fromBase64(text))
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw new FormatError(error.code, place)
    }
    return text
  })
  const policies = asArray(object.policies, `${at}.policies`, 0, 16).map((v, i) => {
    const oid = asText(v, `${at}.policies[${i}]`, 128)
    if (!/^[0-2](\.(0|[1-9][0-9]*))+$/.test(oid)) throw new FormatError('wrong_value', `${at}.policies[${i}]`)
    return oid
  })
  return { name: asText(object.name, `${at}.name`, 255), certificates, policies, ...readValidity(object, at) }
}

/** The origin of a log's SM3 tree. */
export function sm3Origin(origin: string): string {
  return `${origin}/sm3`
}

/** True when a key counts at a Unix second. */
export function isValidAt(key: Pick<TrustedKey, 'from' | 'until'>, seconds: number): boolean {
  const until = key.until === null ? Number.POSITIVE_INFINITY : parseTime(key.until, 'until')
  return seconds >= parseTime(key.from, 'from') && seconds < until
}
