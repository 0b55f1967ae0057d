import { AppError } from '@datadeed/core/kernel/errors'

/** Opaque place in a list: the sort key of the last row shown. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

const refusal = () =>
  new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'cursor', message: '翻页标记无效，请从第一页开始' }])

/** The sort key in a cursor; anything that is not a list of `length` strings, numbers or nulls is refused. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPart = (part: unknown) => part === null || typeof part === 'string' || typeof part === 'number'
    if (Array.isArray(key) && key.length === length && key.every(isPart)) return key
  } catch {
    throw refusal()
  }
  throw refusal()
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const isMoment = (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text

/**
 * The place in a list sorted by a moment (RFC 3339 with milliseconds, UTC) or a day, and then by id; null without a
 * cursor. Anything else is refused, so that no value reaches a cast of the database that it does not fit.
 */
export function decodePlace(cursor: string | undefined, by: 'moment' | 'day'): readonly [string, string] | null {
  if (!cursor) return null
  const [at, id] = decodeCursor(cursor, 2).map(String)
  if (at === undefined || id === undefined || !uuid.test(id)) throw refusal()
  if (!isMoment(by === 'day' ? `${at}T00:00:00.000Z` : at)) throw refusal()
  return [at, id]
}

/** One page out of `limit + 1` rows read: the extra row only tells that there is more. */
export function pageOfRows<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number | null)[],
) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}
