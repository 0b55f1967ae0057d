import { readDate } from './dates.ts'
import { createDistinct } from './distinct.ts'
import type { ColumnProfile, ColumnType, FileProfile } from './types.ts'

// No leading zeros and at most 15 digits: what is longer or padded is a code, not a quantity.
const integer = /^[+-]?(?:0|[1-9]\d{0,14})$/
const number = /^[+-]?(?:0|[1-9]\d{0,14})?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/
/** From 11 digits on a whole number may be a telephone or identity number, so its extremes are not shown. */
const telling = 1e10
/** Longer texts are neither numbers nor dates. */
const longestToken = 40

/** Watches the values of a column go by. */
export interface Column {
  name: string
  /** a value as text; `quoted` says it was a string where the format tells strings from numbers */
  add(text: string | null, quoted?: boolean): void
  addNested(): void
  /** rows in which the column did not occur count as null */
  profile(rows: number): ColumnProfile
}

/** A column that has seen nothing. */
export const createColumn = (name: string): Column => {
  const distinct = createDistinct()
  const seen = { integer: 0, number: 0, date: 0, datetime: 0, boolean: 0, text: 0, nested: 0 }
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let first: string | null = null
  let last: string | null = null

  const addNumber = (value: number) => {
    if (value < least) least = value
    if (value > most) most = value
  }
  const classify = (text: string, quoted: boolean): keyof typeof seen => {
    if (text.length > longestToken) return 'text'
    const c = text.charCodeAt(0)
    const startsNumber = (c >= 48 && c <= 57) || c === 45 || c === 43 || c === 46
    if (startsNumber) {
      if (!quoted && integer.test(text)) {
        addNumber(Number(text))
        return 'integer'
      }
      if (!quoted && number.test(text) && Number.isFinite(Number(text))) {
        addNumber(Number(text))
        return 'number'
      }
      const date = readDate(text)
      if (!date) return 'text'
      if (first === null || date.iso < first) first = date.iso
      if (last === null || date.iso > last) last = date.iso
      return date.withTime ? 'datetime' : 'date'
    }
    return !quoted && /^(?:true|false)$/i.test(text) ? 'boolean' : 'text'
  }
  const typeOf = (): ColumnType => {
    const has = (Object.keys(seen) as (keyof typeof seen)[]).filter((kind) => seen[kind] > 0)
    const only = (...kinds: string[]) => has.length > 0 && has.every((kind) => kinds.includes(kind))
    if (has.length === 0) return 'empty'
    if (has.length === 1) return has[0] ?? 'text'
    if (only('integer', 'number')) return 'number'
    return only('date', 'datetime') ? 'datetime' : 'text'
  }
  return {
    name,
    add: (text, quoted = false) => {
      if (text === null || text === '') return
      seen[classify(text, quoted)] += 1
      distinct.add(text)
    },
    addNested: () => {
      seen.nested += 1
    },
    profile: (rows) => {
      const type = typeOf()
      const found = distinct.count()
      const values = Object.values(seen).reduce((sum, count) => sum + count, 0)
      const dates = type === 'date' || type === 'datetime'
      const numbers = type === 'number' || (type === 'integer' && Math.max(-least, most) < telling)
      return {
        name,
        type,
        nulls: rows - values,
        // The estimate may err upwards; there cannot be more than values.
        distinct: type === 'nested' ? null : { ...found, count: Math.min(found.count, values) },
        min: dates ? first : numbers ? String(least) : null,
        max: dates ? last : numbers ? String(most) : null,
      }
    },
  }
}

/** From the earliest to the latest date in any date column. */
export const timeSpanOf = (columns: ColumnProfile[]): FileProfile['timeSpan'] => {
  const dates = columns.filter(({ type }) => type === 'date' || type === 'datetime')
  const from = dates.flatMap(({ min }) => min ?? []).sort()[0]
  const to = dates
    .flatMap(({ max }) => max ?? [])
    .sort()
    .at(-1)
  return from === undefined || to === undefined ? null : { from, to }
}
