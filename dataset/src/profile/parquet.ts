import type { SchemaElement } from 'hyparquet'
import { parquetMetadataAsync } from 'hyparquet'
import { timeSpanOf } from './column.ts'
import type { ColumnProfile, ColumnType, FileProfile, ProfileInput } from './types.ts'

/** Rows and columns of a Parquet file from its footer and the statistics of its row groups; no row is read. */
export const profileParquet = async (
  input: ProfileInput,
): Promise<Pick<FileProfile, 'rows' | 'columns' | 'timeSpan'>> => {
  const slice = async (from: number, to = input.bytes): Promise<ArrayBuffer> => {
    // hyparquet asks with negative offsets from the end, too.
    const start = from < 0 ? Math.max(0, input.bytes + from) : from
    const part = await input.slice(start, Math.min(to, input.bytes))
    return new Uint8Array(part).buffer
  }
  const metadata = await parquetMetadataAsync({ byteLength: input.bytes, slice })
  const chunks = metadata.row_groups.flatMap((group) => group.columns)
  const columns = topColumns(metadata.schema).map(({ element, nested }): ColumnProfile => {
    const type = nested ? 'nested' : typeOf(element)
    const parts = chunks.filter(({ meta_data }) => meta_data?.path_in_schema.join('.') === element.name)
    const statistics = parts.map(({ meta_data }) => meta_data?.statistics)
    const nulls = statistics.map((s) => s?.null_count)
    const known = nulls.length > 0 && nulls.every((n) => n !== undefined)
    const texts = (bound: 'min' | 'max') =>
      statistics.map((s) => boundText(bound === 'min' ? (s?.min_value ?? s?.min) : (s?.max_value ?? s?.max), type))
    return {
      name: element.name,
      type,
      nulls: known ? Number(nulls.reduce((sum: bigint, n) => sum + BigInt(n ?? 0), 0n)) : null,
      distinct: null,
      min: extreme(texts('min'), type, -1),
      max: extreme(texts('max'), type, 1),
    }
  })
  return { rows: Number(metadata.num_rows), columns, timeSpan: timeSpanOf(columns) }
}

/** The columns right below the root; one with children is nested. */
const topColumns = (schema: SchemaElement[]): { element: SchemaElement; nested: boolean }[] => {
  const columns: { element: SchemaElement; nested: boolean }[] = []
  const skip = (at: number): number => {
    let next = at + 1
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child++) next = skip(next)
    return next
  }
  for (let at = 1; at < schema.length; at = skip(at)) {
    const element = schema[at]
    if (element) columns.push({ element, nested: (element.num_children ?? 0) > 0 })
  }
  return columns
}

const typeOf = ({ type, converted_type, logical_type }: SchemaElement): ColumnType => {
  const logical = logical_type?.type ?? converted_type ?? ''
  if (logical === 'DATE') return 'date'
  if (logical.startsWith('TIMESTAMP') || type === 'INT96') return 'datetime'
  if (logical === 'DECIMAL' || logical === 'FLOAT16' || type === 'FLOAT' || type === 'DOUBLE') return 'number'
  if (type === 'BOOLEAN') return 'boolean'
  if (type === 'INT32' || type === 'INT64') return 'integer'
  return ['STRING', 'UTF8', 'ENUM', 'JSON', 'UUID'].includes(logical) ? 'text' : 'binary'
}

/** From 11 digits on a whole number may be a telephone or identity number. */
const telling = 10_000_000_000

const boundText = (value: unknown, type: ColumnType): string | null => {
  if (value instanceof Date && (type === 'date' || type === 'datetime')) {
    return type === 'date' ? value.toISOString().slice(0, 10) : `${value.toISOString().slice(0, 19)}Z`
  }
  if (type !== 'integer' && type !== 'number') return null
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  return null
}

/** The least (-1) or greatest (1) bound; null where a row group has none or it could tell too much. */
const extreme = (bounds: (string | null)[], type: ColumnType, sign: 1 | -1): string | null => {
  const known = bounds.filter((bound) => bound !== null)
  if (known.length === 0 || known.length < bounds.length) return null
  const numeric = type === 'integer' || type === 'number'
  if (type === 'integer' && known.some((bound) => Math.abs(Number(bound)) >= telling)) return null
  const compare = (a: string, b: string) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1)
  return known.reduce((best, bound) => (compare(bound, best) * sign > 0 ? bound : best))
}
