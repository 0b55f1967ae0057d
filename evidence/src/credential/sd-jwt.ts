import { utf8Decode, utf8Encode } from '../bytes.ts'
import { canonicalBytes, type Json, type JsonObject, parseStrict } from '../canonical.ts'
import type { Hash } from '../crypto.ts'
import { FormatError } from '../error.ts'
import { isObject } from '../shape.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { CredentialFault } from './fault.ts'
import { type Jws, readJws } from './jws.ts'

/** Bytes of the longest SD-JWT read, and its most disclosures. */
export const MAX_SD_JWT_BYTES = 131_072
export const MAX_DISCLOSURES = 128

/** An SD-JWT taken apart (RFC 9901, section 4), nothing of it believed yet. */
export interface SdJwt {
  readonly issuerJwt: string
  readonly disclosures: readonly string[]
  readonly keyBinding: string | null
  /** Everything up to and with the last `~`: what the key binding's `sd_hash` is over. */
  readonly bound: string
}

/** One disclosure: `[salt, name, value]` of an object's member, `[salt, value]` of an array's element. */
export interface Disclosure {
  readonly digest: string
  readonly name: string | null
  readonly value: Json
}

/** Text of a disclosure; `salt` is base64url of at least 16 random bytes. */
export function makeDisclosure(salt: string, name: string, value: Json): string {
  return toBase64Url(canonicalBytes([salt, name, value]))
}

/** Digest of a disclosure, as `_sd` holds it. */
export function disclosureDigest(sha256: Hash, disclosure: string): string {
  return toBase64Url(sha256(utf8Encode(disclosure)))
}

/** Takes an SD-JWT apart. Throws FormatError. */
export function splitSdJwt(text: string): SdJwt {
  if (text.length > MAX_SD_JWT_BYTES) throw new FormatError('too_large', 'sd-jwt')
  if (!/^[\w.~-]*$/.test(text) || !text.includes('~')) throw new FormatError('wrong_value', 'sd-jwt')
  const parts = text.split('~')
  const issuerJwt = parts.shift() ?? ''
  const last = parts.pop() ?? ''
  if (parts.length > MAX_DISCLOSURES) throw new FormatError('too_large', 'disclosures')
  const bound = text.slice(0, text.length - last.length)
  return { issuerJwt, disclosures: parts, keyBinding: last === '' ? null : last, bound }
}

/** The text of an SD-JWT without key binding. */
export function joinSdJwt(issuerJwt: string, disclosures: readonly string[]): string {
  return [issuerJwt, ...disclosures, ''].join('~')
}

/** Reads one disclosure. Throws CredentialFault `disclosure_malformed` or `claim_name_reserved`. */
export function readDisclosure(sha256: Hash, text: string): Disclosure {
  const digest = disclosureDigest(sha256, text)
  let value: Json
  try {
    value = parseStrict(utf8Decode(fromBase64Url(text)), MAX_SD_JWT_BYTES)
  } catch (error) {
    if (error instanceof FormatError) throw new CredentialFault('disclosure_malformed', { place: error.message })
    throw error
  }
  if (!Array.isArray(value) || value.length < 2 || value.length > 3 || typeof value[0] !== 'string') {
    throw new CredentialFault('disclosure_malformed', { place: 'array' })
  }
  if (value.length === 2) return { digest, name: null, value: value[1] as Json }
  const [, name, content] = value
  if (typeof name !== 'string') throw new CredentialFault('disclosure_malformed', { place: 'name' })
  if (name === '_sd' || name === '...') throw new CredentialFault('claim_name_reserved', { name })
  return { digest, name, value: content as Json }
}

/** The issuer's part read, and the payload with what is disclosed put in its places (RFC 9901, section 7.1). */
export interface OpenedSdJwt {
  readonly jws: Jws
  readonly claims: JsonObject
  /** Names of the members at the top that were disclosed rather than always visible. */
  readonly disclosed: readonly string[]
  /** How many digests have no disclosure here: claims withheld, or decoys. */
  readonly withheld: number
}

/**
 * Opens an SD-JWT without checking its signature. Stricter than it must be only where that costs no honest issuer
 * anything: every disclosure must be referenced exactly once, and no digest may occur twice. Throws CredentialFault.
 */
export function openSdJwt(sha256: Hash, sdJwt: SdJwt, typ: string): OpenedSdJwt {
  const jws = readJws(sdJwt.issuerJwt, typ)
  const algorithm = jws.payload._sd_alg
  if (algorithm !== undefined && algorithm !== 'sha-256') throw new CredentialFault('hash_not_allowed')
  const waiting = new Map<string, Disclosure>()
  for (const text of sdJwt.disclosures) {
    const disclosure = readDisclosure(sha256, text)
    if (waiting.has(disclosure.digest)) throw new CredentialFault('disclosure_repeated')
    waiting.set(disclosure.digest, disclosure)
  }
  const opener = new Opener(waiting)
  const claims = opener.object(jws.payload, true)
  if (waiting.size > 0) throw new CredentialFault('disclosure_unreferenced', { count: waiting.size })
  return { jws, claims, disclosed: opener.disclosed, withheld: opener.withheld }
}

class Opener {
  readonly disclosed: string[] = []
  withheld = 0
  private readonly seen = new Set<string>()
  private readonly waiting: Map<string, Disclosure>
  constructor(waiting: Map<string, Disclosure>) {
    this.waiting = waiting
  }

  value(value: Json): Json {
    if (Array.isArray(value)) return value.flatMap((item) => this.element(item))
    return isObject(value) ? this.object(value, false) : value
  }

  object(source: JsonObject, top: boolean): JsonObject {
    const members = new Map<string, Json>()
    for (const [name, value] of Object.entries(source)) {
      if (name === '_sd' || (name === '_sd_alg' && top)) continue
      if (name === '...') throw new CredentialFault('digest_misplaced')
      members.set(name, this.value(value))
    }
    for (const digest of this.digests(source)) {
      const found = this.take(digest)
      if (!found) continue
      if (found.name === null) throw new CredentialFault('disclosure_wrong_kind')
      if (members.has(found.name)) throw new CredentialFault('claim_repeated', { name: found.name })
      // `_sd_alg` is the issuer's to say, at the top and in the open.
      if (found.name === '_sd_alg') throw new CredentialFault('claim_name_reserved', { name: found.name })
      members.set(found.name, this.value(found.value))
      if (top) this.disclosed.push(found.name)
    }
    // fromEntries defines members, so `__proto__` is one like any other.
    return Object.fromEntries(members)
  }

  private digests(source: JsonObject): string[] {
    if (!Object.hasOwn(source, '_sd')) return []
    const list = source._sd
    if (!Array.isArray(list)) throw new CredentialFault('digest_misplaced')
    return list.map((digest: Json) => {
      if (typeof digest !== 'string') throw new CredentialFault('digest_misplaced')
      return digest
    })
  }

  private element(item: Json): Json[] {
    if (!isObject(item) || !Object.hasOwn(item, '...')) return [this.value(item)]
    const digest = item['...']
    if (Object.keys(item).length !== 1 || typeof digest !== 'string') throw new CredentialFault('digest_misplaced')
    const found = this.take(digest)
    if (!found) return []
    if (found.name !== null) throw new CredentialFault('disclosure_wrong_kind')
    return [this.value(found.value)]
  }

  private take(digest: string): Disclosure | undefined {
    if (this.seen.has(digest)) throw new CredentialFault('digest_repeated')
    this.seen.add(digest)
    const found = this.waiting.get(digest)
    if (found) this.waiting.delete(digest)
    else this.withheld += 1
    return found
  }
}
