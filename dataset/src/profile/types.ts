import type { TableEncoding, TableFaultCode, TableFormat } from '../reader/index.ts'
import type { ColumnFinding } from '../scan/index.ts'

/** What the values of a column are. `empty` has no value at all, `nested` holds objects or lists. */
export type ColumnType = 'integer' | 'number' | 'date' | 'datetime' | 'boolean' | 'text' | 'nested' | 'binary' | 'empty'

/** A count that is exact, or estimated with a standard error, both in the unit of the count. */
export interface Count {
  count: number
  exact: boolean
  /** 0 where exact */
  error: number
}

/** A value and how often it occurred, at least; at most `missed` of the column more. */
export interface TopValue {
  value: string
  count: number
}

/** How numbers or times are spread. All values are decimal or ISO 8601 text. */
export interface Spread {
  /** at 5, 25, 50, 75 and 95 percent of the values (nearest rank) */
  quantiles: [string, string, string, string, string]
  /** a quantile is off by at most this part of its own size; for times in seconds, off by at most so many seconds; 0 is exact */
  error: number
}

/** One column. All counts are whole numbers; `min`, `max` and `spread` are never of text columns, nor of long whole numbers. */
export interface ColumnProfile {
  name: string
  /** what at least 95 % of the values are; otherwise text */
  type: ColumnType
  /** rows without a value: null, empty text, not a number */
  nulls: number
  /** different values, as written; null where they are nested or binary */
  distinct: Count | null
  /** the part of the values that are of the type, 0 to 1; null for text, where everything is, and where there are no values */
  valid: number | null
  min: string | null
  max: string | null
  spread: Spread | null
  /** shortest and longest text in characters, of text columns */
  lengths: { min: number; max: number } | null
}

/** What is known of a column that must not leave the machine unless its owner says so. */
export interface LocalColumn {
  /** the most frequent values, most frequent first, at most ten; those that stand out only */
  top: TopValue[]
  /** how many more times than told each may have occurred */
  missed: number
  /** counts of 20 equal steps from min to max; null for columns without a spread */
  histogram: number[] | null
}

/** A bounding box in degrees, rounded outwards to hundredths, and the columns it is of. */
export interface Area {
  west: number
  south: number
  east: number
  north: number
  columns: { longitude: string; latitude: string }
}

/** Data quality after GB/T 36344-2018, each 0 to 1 or null where nothing can be said; docs/data-quality.md has the formulas. */
export interface Quality {
  completeness: number | null
  uniqueness: number | null
  conformity: number | null
  consistency: number | null
  accuracy: number | null
  /** the newest time in the data, from which timeliness follows on the day somebody asks */
  newest: string | null
}

/** What a file says about itself. Counts are null where the format does not tell them. */
export interface FileProfile {
  path: string
  bytes: number
  format: TableFormat | 'other'
  encoding: TableEncoding | null
  rows: number | null
  columns: ColumnProfile[]
  /** from the columns that hold dates */
  timeSpan: { from: string; to: string } | null
  /** from a pair of columns that are named and filled like coordinates */
  area: Area | null
  /** rows that are equal to an earlier one in every cell as written */
  duplicateRows: Count | null
  /** rows whose number of fields differs from the heading's */
  raggedRows: number
  /** the sheet of a workbook that was read, and how many were not */
  sheet: string | null
  otherSheets: number
  quality: Quality | null
  /** why there is no more: `malformed` the content is not of the format its name says, `undecodable` no known encoding, `oversized` beyond a bound, `stalled` its decoder did not end and was stopped */
  fault: TableFaultCode | null
  /** what must stay on the machine: one for each column */
  local: LocalColumn[]
  /** sensitive data found, with masked examples that must stay on the machine, too */
  findings: ColumnFinding[]
}
