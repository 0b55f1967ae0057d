/** What the values of a column are. `empty` has no value at all, `nested` holds objects or lists. */
export type ColumnType = 'integer' | 'number' | 'date' | 'datetime' | 'boolean' | 'text' | 'nested' | 'binary' | 'empty'

/** One column. All counts are whole numbers; `min` and `max` are decimal or ISO 8601 text, and never of text columns. */
export interface ColumnProfile {
  name: string
  type: ColumnType
  nulls: number | null
  /** different values: counted up to a bound, beyond it estimated to about 2 % */
  distinct: { count: number; exact: boolean } | null
  min: string | null
  max: string | null
}

/** What a file says about itself. Counts are null where the format does not tell them. */
export interface FileProfile {
  path: string
  bytes: number
  format: 'csv' | 'json' | 'jsonl' | 'parquet' | 'other'
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | null
  rows: number | null
  columns: ColumnProfile[]
  /** from the columns that hold dates */
  timeSpan: { from: string; to: string } | null
  /** rows whose number of fields differs from the heading's */
  raggedRows: number
  /** why there is no more: `malformed` the content is not of the format its name says, `undecodable` no known encoding */
  fault: 'malformed' | 'undecodable' | null
}

/** A file to profile. `stream` may be called again and starts anew; `slice` takes byte offsets. */
export interface ProfileInput {
  path: string
  bytes: number
  stream(): AsyncIterable<Uint8Array>
  slice(from: number, to: number): Promise<Uint8Array>
}
