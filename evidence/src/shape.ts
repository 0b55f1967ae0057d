import type { Json, JsonObject } from './canonical.ts'
import type { Digests } from './crypto.ts'
import { FormatError } from './error.ts'

// Readers for one member each. All throw FormatError naming the member, so a parser is a list of what it expects.

export function asObject(
  value: Json | undefined,
  at: string,
  keys: readonly string[],
  optional: readonly string[] = [],
): JsonObject {
  const object = asAnyObject(value, at)
  for (const key of keys) if (!Object.hasOwn(object, key)) throw new FormatError('missing', place(at, key))
  for (const key of Object.keys(object)) {
    if (!keys.includes(key) && !optional.includes(key)) throw new FormatError('unknown_field', place(at, key))
  }
  return object
}

export function asAnyObject(value: Json | undefined, at: string): JsonObject {
  if (value === undefined) throw new FormatError('missing', at)
  if (!isObject(value)) throw new FormatError('wrong_type', at)
  return value
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function asArray(value: Json | undefined, at: string, least: number, most: number): readonly Json[] {
  if (!Array.isArray(value)) throw new FormatError('wrong_type', at)
  if (value.length < least) throw new FormatError('missing', at)
  if (value.length > most) throw new FormatError('too_large', at)
  return value
}

/** Text of 1 to `most` UTF-16 units without control characters. */
export function asText(value: Json | undefined, at: string, most: number): string {
  if (typeof value !== 'string') throw new FormatError('wrong_type', at)
  if (value === '' || hasControl(value)) throw new FormatError('wrong_value', at)
  if (value.length > most) throw new FormatError('too_large', at)
  return value
}

export function asSize(value: Json | undefined, at: string): number {
  if (typeof value !== 'number') throw new FormatError('wrong_type', at)
  if (!Number.isSafeInteger(value) || value < 0) throw new FormatError('wrong_value', at)
  return value
}

export function asOneOf<T extends string>(value: Json | undefined, at: string, allowed: readonly T[]): T {
  const found = allowed.find((a) => a === value)
  if (found === undefined) throw new FormatError('wrong_value', at)
  return found
}

/** 64 lower-case hex digits. */
export function asDigest(value: Json | undefined, at: string): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new FormatError('bad_digest', at)
  return value
}

export function asDigests(value: Json | undefined, at: string): Digests {
  const object = asObject(value, at, ['sha256', 'sm3'])
  return { sha256: asDigest(object.sha256, place(at, 'sha256')), sm3: asDigest(object.sm3, place(at, 'sm3')) }
}

export function asNullable<T>(value: Json | undefined, read: (value: Json) => T): T | null {
  return value === null ? null : read(value as Json)
}

/** C0, DEL or C1. */
export function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones refused
  return /[\u0000-\u001f\u007f-\u009f]/.test(text)
}

export function place(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`
}
