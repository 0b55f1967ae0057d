import { fromHex, toHex } from '../bytes.ts'
import { type Json, parseStrict } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { asArray, asNullable, asObject, asText } from '../shape.ts'
import { parseTime } from '../time.ts'
import { asEcJwk, type EcJwk, thumbprint } from './jws.ts'

export const ISSUER_FORMAT = 'datadeed-issuer/1'

interface Validity {
  /** RFC 3339, UTC, seconds; a key counts from `from` on and, unless `until` is null, before it. */
  readonly from: string
  readonly until: string | null
}

/** A key of credentials and status lists: ES256. `kid` is its RFC 7638 thumbprint. */
export interface IssuerKey extends Validity {
  readonly kid: string
  readonly x: string
  readonly y: string
}

/** A key of offline codes: Ed25519, 64 hex digits. `kid` is the first 8 hex digits of its SHA-256. */
export interface CodeKey extends Validity {
  readonly kid: string
  readonly key: string
}

/** Whom a verifier of credentials believes: an issuer with all keys it ever had. */
export interface Issuer {
  readonly format: typeof ISSUER_FORMAT
  /** Its address, which is `iss` in its credentials. */
  readonly issuer: string
  readonly name: string
  readonly credential: readonly IssuerKey[]
  readonly code: readonly CodeKey[]
}

/** Reads an issuer file. Throws FormatError with the failing field. */
export function parseIssuer(sha256: Hash, text: string): Issuer {
  return readIssuer(sha256, parseStrict(text, 262_144), '')
}

/** Checks an issuer file that is already parsed. Throws FormatError with the failing field. */
export function readIssuer(sha256: Hash, value: Json | undefined, at: string): Issuer {
  const p = at === '' ? '' : `${at}.`
  const object = asObject(value, at, ['format', 'issuer', 'name', 'credential', 'code'])
  if (object.format !== ISSUER_FORMAT) throw new FormatError('wrong_value', `${p}format`)
  const credential = asArray(object.credential, `${p}credential`, 1, 64).map((item, i) => {
    const field = `${p}credential[${i}]`
    const key = asObject(item, field, ['kid', 'x', 'y', 'from', 'until'])
    const jwk = asEcJwk({ kty: 'EC', crv: 'P-256', x: key.x ?? null, y: key.y ?? null }, field)
    const kid = thumbprint(sha256, jwk)
    if (key.kid !== kid) throw new FormatError('wrong_value', `${field}.kid`)
    return { kid, x: jwk.x, y: jwk.y, ...readValidity(key, field) }
  })
  const code = asArray(object.code, `${p}code`, 1, 64).map((item, i) => {
    const field = `${p}code[${i}]`
    const key = asObject(item, field, ['kid', 'key', 'from', 'until'])
    if (typeof key.key !== 'string' || !/^[0-9a-f]{64}$/.test(key.key)) throw new FormatError('bad_hex', `${field}.key`)
    const kid = codeKeyId(sha256, fromHex(key.key))
    if (key.kid !== kid) throw new FormatError('wrong_value', `${field}.kid`)
    return { kid, key: key.key, ...readValidity(key, field) }
  })
  const kids = [...credential, ...code].map((key) => key.kid)
  if (new Set(kids).size !== kids.length) throw new FormatError('duplicate', `${p}kid`)
  return {
    format: ISSUER_FORMAT,
    issuer: asText(object.issuer, `${p}issuer`, 255),
    name: asText(object.name, `${p}name`, 255),
    credential,
    code,
  }
}

function readValidity(key: { readonly [name: string]: Json }, at: string): Validity {
  const from = key.from as string
  const start = parseTime(from, `${at}.from`)
  const until = asNullable(key.until, (value) => {
    if (parseTime(value, `${at}.until`) <= start) throw new FormatError('bad_time', `${at}.until`)
    return value as string
  })
  return { from, until }
}

/** The `kid` of a key of offline codes: the first 8 hex digits of SHA-256 over its 32 bytes. */
export function codeKeyId(sha256: Hash, publicKey: Uint8Array): string {
  return toHex(sha256(publicKey).subarray(0, 4))
}

/** True when the key counts at a Unix second. */
export function countsAt({ from, until }: Validity, seconds: number): boolean {
  return seconds >= parseTime(from, 'from') && (until === null || seconds < parseTime(until, 'until'))
}

export function issuerJwk({ x, y }: IssuerKey): EcJwk {
  return { kty: 'EC', crv: 'P-256', x, y }
}
