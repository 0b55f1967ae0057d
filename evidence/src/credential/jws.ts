import { concat, toBase64, utf8Decode, utf8Encode } from '../bytes.ts'
import { canonicalBytes, type Json, type JsonObject, parseStrict } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { asAnyObject } from '../shape.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import type { CredentialCrypto, Es256Key } from './crypto.ts'
import { CredentialFault } from './fault.ts'

/** Bytes of the longest JWS read here: a status list of a million entries fits. */
export const MAX_JWS_BYTES = 1_048_576

/** A P-256 public key as JOSE writes it (RFC 7518, 6.2.1). */
export interface EcJwk extends JsonObject {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** The `x5c` of a header: the certificate (DER) of the key that signs, then each one's issuer; the root may be left out. */
export function x5cOf(certificates: readonly Uint8Array[]): JsonObject {
  return certificates.length === 0 ? {} : { x5c: certificates.map(toBase64) }
}

/** A compact JWS, read but not yet believed. */
export interface Jws {
  readonly header: JsonObject
  readonly payload: JsonObject
  readonly signingInput: Uint8Array
  readonly signature: Uint8Array
}

/** Makes a compact JWS with ES256. `kid` is the thumbprint of the signing key, unless `more` names the key otherwise. */
export function makeJws(sha256: Hash, key: Es256Key, typ: string, payload: object, more: JsonObject = {}): string {
  const named = more.jwk === undefined ? { kid: thumbprint(sha256, jwkOf(key.publicKey)) } : {}
  const header = { alg: 'ES256', typ, ...named, ...more }
  const input = `${toBase64Url(canonicalBytes(header))}.${toBase64Url(canonicalBytes(payload))}`
  return `${input}.${toBase64Url(key.sign(utf8Encode(input)))}`
}

/**
 * Reads a compact JWS of one `typ` with ES256. Throws CredentialFault `alg_not_allowed` (`none` among them),
 * `type_not_allowed` and `header_critical`, FormatError for what is no JWS of strict JSON.
 */
export function readJws(text: string, typ: string): Jws {
  if (text.length > MAX_JWS_BYTES) throw new FormatError('too_large', 'jws')
  const [head = '', body = '', signature = '', ...more] = text.split('.')
  if (more.length > 0 || head === '' || body === '') throw new FormatError('wrong_value', 'jws')
  const header = jsonOf(head, 'header', 16_384)
  if (header.alg !== 'ES256') throw new CredentialFault('alg_not_allowed', { alg: String(header.alg) })
  // `crit` names extensions that must be understood; none is.
  if (Object.hasOwn(header, 'crit')) throw new CredentialFault('header_critical')
  if (header.typ !== typ) throw new CredentialFault('type_not_allowed', { typ: String(header.typ) })
  return {
    header,
    payload: jsonOf(body, 'payload', MAX_JWS_BYTES),
    signingInput: utf8Encode(`${head}.${body}`),
    signature: fromBase64Url(signature),
  }
}

function jsonOf(part: string, at: string, most: number): JsonObject {
  return asAnyObject(parseStrict(utf8Decode(fromBase64Url(part)), most), at)
}

/** True when the JWS was signed with the key. */
export function jwsHolds(crypto: CredentialCrypto, jws: Jws, key: EcJwk): boolean {
  return crypto.es256Verify(pointOf(key), jws.signingInput, jws.signature)
}

/** x‖y of 64 bytes as a JWK. */
export function jwkOf(publicKey: Uint8Array): EcJwk {
  return { kty: 'EC', crv: 'P-256', x: toBase64Url(publicKey.subarray(0, 32)), y: toBase64Url(publicKey.subarray(32)) }
}

/** x‖y of a JWK. Throws FormatError. */
export function pointOf({ x, y }: EcJwk): Uint8Array {
  return concat(fromBase64Url(x), fromBase64Url(y))
}

/** Reads a P-256 public key; other members, such as `kid`, are allowed, a private one is not. Throws FormatError. */
export function asEcJwk(value: Json | undefined, at: string): EcJwk {
  const { kty, crv, x, y, d } = asAnyObject(value, at)
  const coordinate = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{43}$/.test(text)
  if (kty !== 'EC' || crv !== 'P-256' || d !== undefined) throw new FormatError('wrong_value', at)
  if (!coordinate(x) || !coordinate(y)) throw new FormatError('wrong_value', at)
  const jwk: EcJwk = { kty, crv, x, y }
  pointOf(jwk)
  return jwk
}

/** RFC 7638 thumbprint with SHA-256, base64url: the `kid` of a key. */
export function thumbprint(sha256: Hash, { kty, crv, x, y }: EcJwk): string {
  return toBase64Url(sha256(canonicalBytes({ crv, kty, x, y })))
}
