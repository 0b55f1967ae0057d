import { AppError } from '@datadeed/core/kernel/errors'

/** Opaque place in a list: the sort key of the last row shown. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The sort key in a cursor; anything that is not a list of `length` strings, numbers or nulls is refused. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  const refuse = () =>
    new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'cursor', message: '翻页标记无效，请从第一页开始' }])
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPart = (part: unknown) => part === null || typeof part === 'string' || typeof part === 'number'
    if (Array.isArray(key) && key.length === length && key.every(isPart)) return key
  } catch {
    throw refuse()
  }
  throw refuse()
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
