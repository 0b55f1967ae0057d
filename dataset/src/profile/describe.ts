import { isoDate, isoDateTime } from '../reader/iso.ts'
import type { Bins } from './bins.ts'
import type { Extremes, Seen } from './seen.ts'
import type { ColumnProfile, ColumnType, LocalColumn, Spread } from './types.ts'
import { kind, zoned } from './value.ts'

/** From 11 digits on a whole number may be a telephone or identity number, so its extremes are not shown. */
const telling = 1e10
/** A column is of a type when at least this part of its values are. */
const most = 0.95
const steps = 20

/** The figures of a column over so many rows. */
export const describeColumn = (seen: Seen, rows: number): { column: ColumnProfile; local: LocalColumn } => {
  const values = seen.kinds.reduce((sum, count) => sum + count, 0)
  const { type, share } = typeOf(seen.kinds, values)
  const numeric = type === 'integer' || type === 'number'
  const timely = type === 'date' || type === 'datetime'
  const shown = timely || (numeric && seen.greatestInteger < telling)
  const write = numeric ? (value: number) => String(value) : timeText
  const extremes = numeric ? seen.numbers : seen.times
  const bins = numeric ? seen.numberBins : seen.timeBins
  const counted = seen.distinct.count()
  const column: ColumnProfile = {
    name: seen.name,
    type,
    nulls: rows - values,
    // The estimate may err upwards; there cannot be more than values.
    distinct: type === 'nested' || type === 'binary' ? null : { ...counted, count: Math.min(counted.count, values) },
    valid: values === 0 || type === 'text' ? null : share,
    min: shown ? write(extremes.least, extremes.leastForm) : null,
    max: shown ? write(extremes.most, extremes.mostForm) : null,
    spread: shown ? spreadOf(bins, extremes, type) : null,
    lengths: type === 'text' ? { min: seen.lengths.least, max: seen.lengths.most } : null,
  }
  // A column of mixed kinds is text, and its texts may all have been numbers.
  if (column.lengths && column.lengths.max === 0) column.lengths = null
  const histogram = numeric || timely ? bins.histogram(extremes.least, extremes.most, steps) : null
  const { top, missed } = seen.top.values()
  return { column, local: { top, missed, histogram } }
}

const typeOf = (kinds: Float64Array, values: number): { type: ColumnType; share: number } => {
  if (values === 0) return { type: 'empty', share: 0 }
  const of = (...all: number[]) => all.reduce((sum, one) => sum + (kinds[one] ?? 0), 0)
  const groups: [ColumnType, number][] = [
    [of(kind.number) > 0 ? 'number' : 'integer', of(kind.integer, kind.number)],
    [of(kind.datetime) > 0 ? 'datetime' : 'date', of(kind.date, kind.datetime)],
    ['boolean', of(kind.boolean)],
    ['nested', of(kind.nested)],
    ['binary', of(kind.binary)],
  ]
  const [type, count] = groups.reduce((best, one) => (one[1] > best[1] ? one : best))
  return count >= most * values ? { type, share: count / values } : { type: 'text', share: 1 }
}

/** Seconds since 1970 as they were written: a date, a time, or an instant. */
const timeText = (seconds: number, form: number): string => {
  if (form % 16 === kind.date) return isoDate(seconds / 86_400)
  return `${isoDateTime(BigInt(seconds) * 1_000_000_000n)}${form >> 4 === zoned ? 'Z' : ''}`
}

const parts = [0.05, 0.25, 0.5, 0.75, 0.95] as const

const spreadOf = (bins: Bins, { least, most, mostForm }: Extremes, type: ColumnType): Spread | null => {
  const error = bins.error()
  const timely = type === 'date' || type === 'datetime'
  const text = (part: number): string => {
    const value = Math.min(most, Math.max(least, bins.quantile(part) ?? least))
    if (type === 'date') return isoDate(Math.round(value / 86_400))
    if (timely) return timeText(Math.round(value), mostForm % 16 === kind.date ? kind.datetime : mostForm)
    if (type === 'integer') return String(Math.round(value))
    return String(error === 0 ? value : Number(value.toPrecision(7)))
  }
  const [a, b, c, d, e] = parts
  const size = Math.max(Math.abs(least), Math.abs(most))
  return {
    quantiles: [text(a), text(b), text(c), text(d), text(e)],
    error: timely ? Math.ceil(error * size) : error,
  }
}
