/** A file to read. `stream` may be called again and starts anew; `slice` takes byte offsets. */
export interface ProfileInput {
  path: string
  bytes: number
  stream(): AsyncIterable<Uint8Array>
  slice(from: number, to: number): Promise<Uint8Array>
  /**
   * Hears of formats that are not read from front to end (XLSX, Parquet) how many bytes' worth of the file is done: never fewer than before, at most
   * `bytes`. What is read by `stream` is not told here.
   */
  onProgress?(bytes: number): void
  /**
   * Hears before the decoder of another library is let loose how long it may take, in milliseconds, and 0 when it is over: whoever can end
   * the thread has to, if it takes longer.
   */
  onDecoding?(within: number): void
}

/** The kinds of tables that are read. */
export type TableFormat = 'csv' | 'json' | 'jsonl' | 'xlsx' | 'parquet'

/** How the text of a CSV or JSON file was written. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * A value whose type the format itself tells; `text` is its one spelling:
 * - `number`: JSON the source text as it stands (`1e3`, `0.10`, any number of digits); XLSX, whose numbers are doubles, the shortest text of that
 *   double as JavaScript writes it; Parquet whole numbers and decimals
 *   exactly, with all digits of the scale; Parquet floats the shortest text that reads back as the same value in as many bits, or `NaN`, `Infinity`,
 *   `-Infinity`
 * - `boolean`: `true` or `false`
 * - `date`: `YYYY-MM-DD`
 * - `datetime`: `YYYY-MM-DDThh:mm:ss`, then `.` and 1 to 9 digits without trailing zeros where there is a fraction, then `Z` where the
 *   format says that it is an instant (Parquet UTC-adjusted); without `Z` it is a time of the clock on the wall (XLSX, Parquet local)
 * - `time`: `hh:mm:ss` with the same fraction
 * - `nested`: JSON text of an object or list (JSON: as it stands)
 * - `binary`: bytes in lower-case hex
 */
export interface TypedCell {
  readonly kind: 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'nested' | 'binary'
  readonly text: string
}

/**
 * One value. A string is text exactly as decoded: nothing trimmed, no Unicode form changed, U+0000 and (from JSON escapes) lone surrogates
 * possible. In CSV every value is a string. `null` is JSON null or a missing member, Parquet null, an XLSX cell that is absent or holds
 * an error, and in CSV a field with nothing between its separators; `""` in quotes is the empty string.
 */
export type Cell = string | null | TypedCell

/** Takes a table as it goes by. What it throws stops the reading and goes through. */
export interface TableSink {
  /**
   * The names in the order of the cells, as they stand (they may be empty or repeat). Called before the first row, and again with more
   * names at the end where a JSON row brings a new one; also for a table without rows, where the format tells names at all.
   */
  columns(names: readonly string[]): void
  /**
   * One row, in the order of the file. The list is only good until the call returns. JSON rows may be shorter than the names told later;
   * a CSV row may be shorter or longer than the heading and an XLSX row longer: such rows are counted in `raggedRows`.
   */
  row(cells: readonly Cell[]): void
  /** Hears before a row of XLSX which of its cells, by place, hold a formula; its text may be empty where it shares another's. */
  formula?(column: number, text: string): void
}

/** What is known of a table after its last row. */
export interface TableFacts {
  format: TableFormat
  encoding: TableEncoding | null
  rows: number
  /** CSV rows whose number of fields differs from the heading's, XLSX rows that go beyond it */
  raggedRows: number
  /** the sheet read, where a workbook has sheets: the first that is shown */
  sheet: string | null
  /** sheets that were not read */
  otherSheets: number
  /**
   * Why the sink saw only a part of the table, or nothing: the content is not of its format, fits no encoding, or goes beyond a bound
   * that keeps memory safe. A fingerprint must not be made of such a table.
   */
  fault: TableFaultCode | null
}

/**
 * `malformed` not of the format its name says; `undecodable` no known encoding; `oversized` one row, value or archive beyond its bound; `stalled`
 * its decoder did not come to an end and was ended with its thread.
 */
export type TableFaultCode = 'malformed' | 'undecodable' | 'oversized' | 'stalled'

/** Thrown inside readers; `readTable` turns it into a fact. */
export class TableFault extends Error {
  readonly code: TableFaultCode
  constructor(code: TableFaultCode) {
    super(code)
    this.code = code
  }
}

/** Longest row of CSV or value of JSON that is taken, in bytes or characters. */
export const longestRow = 64 * 1024 * 1024
