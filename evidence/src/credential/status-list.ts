import type { Json, JsonObject } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { asAnyObject, asSize, asText } from '../shape.ts'
import { LAST_TIME } from '../time.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import type { Es256Key } from './crypto.ts'
import { inflateZlib } from './inflate.ts'
import { type Jws, makeJws, readJws, x5cOf } from './jws.ts'

// Token Status List (draft-ietf-oauth-status-list), JWT form.

/** `typ` of a status list token; its media type is `application/statuslist+jwt`. */
export const STATUS_LIST_TYPE = 'statuslist+jwt'
/** Bytes of the longest list, inflated: four million entries of two bits. */
export const MAX_STATUS_BYTES = 1_048_576

/** Meanings of a status of two bits; `superseded` is the one an application may define. */
export const STATUSES = ['valid', 'revoked', 'suspended', 'superseded'] as const
export type Status = (typeof STATUSES)[number]

/** Where the state of a credential is told: the place in a list and the list's address. */
export interface StatusReference {
  readonly idx: number
  readonly uri: string
}

/** A status list token, read but not yet believed. */
export interface StatusList {
  readonly jws: Jws
  readonly uri: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** After this the list is stale; null where it does not say. */
  readonly expiresAt: number | null
  /** Status of a place as its number; undefined beyond the end. */
  at(index: number): number | undefined
}

/** The uncompressed list of two bits each, `size` places (a multiple of 4), all valid but those given. */
export function packStatuses(size: number, states: Iterable<readonly [index: number, status: Status]>): Uint8Array {
  if (size % 4 !== 0) throw new RangeError('a list has whole bytes')
  const bytes = new Uint8Array(size / 4)
  for (const [index, status] of states) {
    const at = index >> 2
    const shift = (index & 3) * 2
    if (bytes[at] === undefined) throw new RangeError(`no place ${index}`)
    bytes[at] = (bytes[at] & ~(3 << shift)) | (STATUSES.indexOf(status) << shift)
  }
  return bytes
}

export interface NewStatusList {
  readonly uri: string
  readonly issuer: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Seconds for which a copy may be used without asking again. */
  readonly ttl: number
  /** `packStatuses` compressed with zlib. */
  readonly compressed: Uint8Array
  /** As in a credential. */
  readonly chain?: readonly Uint8Array[]
}

/** Signs a list with two bits an entry. */
export function makeStatusList(sha256: Hash, key: Es256Key, list: NewStatusList): string {
  const payload = {
    sub: list.uri,
    iss: list.issuer,
    iat: list.issuedAt,
    exp: list.expiresAt,
    ttl: list.ttl,
    status_list: { bits: 2, lst: toBase64Url(list.compressed) },
  }
  return makeJws(sha256, key, STATUS_LIST_TYPE, payload, x5cOf(list.chain ?? []))
}

/** Reads a status list token without checking its signature. Throws FormatError or CredentialFault. */
export function readStatusList(text: string): StatusList {
  const jws = readJws(text, STATUS_LIST_TYPE)
  const { payload } = jws
  const list = asAnyObject(payload.status_list, 'status_list')
  const bits = list.bits
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) throw new FormatError('wrong_value', 'status_list.bits')
  if (typeof list.lst !== 'string') throw new FormatError('wrong_type', 'status_list.lst')
  const bytes = inflateZlib(fromBase64Url(list.lst), MAX_STATUS_BYTES)
  if (payload.ttl !== undefined) asSize(payload.ttl, 'ttl')
  return {
    jws,
    uri: asText(payload.sub, 'sub', 1024),
    issuedAt: asSeconds(payload.iat, 'iat'),
    expiresAt: payload.exp === undefined ? null : asSeconds(payload.exp, 'exp'),
    at: (index) => {
      const byte = bytes[Math.floor((index * bits) / 8)]
      return byte === undefined ? undefined : (byte >> ((index * bits) % 8)) & ((1 << bits) - 1)
    },
  }
}

/** Where a payload says its state is told; null where it says nothing. Throws FormatError. */
export function readStatusReference(payload: JsonObject): StatusReference | null {
  if (payload.status === undefined) return null
  const status = asAnyObject(payload.status, 'status')
  // Other mechanisms may stand beside it; without this one there is none we know.
  if (status.status_list === undefined) return null
  const { idx, uri } = asAnyObject(status.status_list, 'status.status_list')
  return { idx: asSize(idx, 'status.status_list.idx'), uri: asText(uri, 'status.status_list.uri', 1024) }
}

/** A NumericDate of whole seconds that these formats can write. Throws FormatError. */
export function asSeconds(value: Json | undefined, at: string): number {
  const seconds = asSize(value, at)
  if (seconds > LAST_TIME) throw new FormatError('bad_time', at)
  return seconds
}
