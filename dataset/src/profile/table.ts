import type { CsvBlock } from '../reader/csv.ts'
import { fieldForm, unquote } from '../reader/csv.ts'
import type { CsvSink } from '../reader/csv-table.ts'
import { csvCell } from '../reader/csv-table.ts'
import type { Cell, TableSink } from '../reader/index.ts'
import type { ColumnWatcher } from './column.ts'
import { addText, Column, lastHash } from './column.ts'
import { createRepeats } from './repeats.ts'
import { kind } from './value.ts'

/** Watches the rows of a table go by, as texts, empty where there is no value. The list is only good until the call returns. */
export interface RowWatcher {
  /** places of the columns it still looks at; the others may be empty in every row. Null: all */
  wanted(): readonly number[] | null
  addRow(cells: readonly string[]): void
}

/** Watches a table go by beside its profile. */
export interface TableWatcher {
  /** who watches a column; asked once for each, when its name is known. `names` are those known then, in JSON those of the first rows */
  column(name: string, at: number, names: readonly string[]): ColumnWatcher | null
  /** who watches the rows; asked once, when the first names are known */
  rows?(names: readonly string[]): RowWatcher | null
}

/** More columns than this are not watched one by one: it is a matrix, or not a table. */
export const mostColumns = 5000
/** How much detail the first columns of a table keep, and those behind them. */
const detail = { columns: 128, first: 2048, others: 512 }
/** Different values that all columns together remember at most. */
const roomForValues = 1 << 19

/** Takes a table in either of the two ways that readers give it. */
export interface TableTally extends CsvSink, TableSink {
  readonly tallied: readonly Column[]
  /** null in a table with more columns than are watched */
  readonly repeats: ReturnType<typeof createRepeats> | null
}

/** A tally that has seen nothing. `typed`: the format tells strings from numbers. */
export const createTally = (watchers: readonly TableWatcher[], typed: boolean): TableTally => {
  const columns: Column[] = []
  let rowWatchers: RowWatcher[] | null = null
  const room = { left: roomForValues }
  const repeats = createRepeats()
  let tooWide = false
  /** two halves for each row under way: sums over its cells, so that cells without a value count for nothing wherever they stand */
  let hashes = new Int32Array(2)
  let starts = new Int32Array(1)

  const name = (names: readonly string[]) => {
    tooWide ||= names.length > mostColumns
    for (let at = columns.length; at < Math.min(names.length, mostColumns); at++) {
      const text = names[at] ?? ''
      const watching = watchers.flatMap((watcher) => watcher.column(text, at, names) ?? [])
      columns.push(new Column(text, watching, at < detail.columns ? detail.first : detail.others, room))
    }
    rowWatchers ??= watchers.flatMap((watcher) => watcher.rows?.(names) ?? [])
  }
  const endRows = (count: number) => {
    if (tooWide) return
    for (let row = 0; row < count; row++) {
      repeats.add(mix(hashes[2 * row] as number, 0x85ebca6b), mix(hashes[2 * row + 1] as number, 0x2c1b3c6d))
    }
  }
  return {
    tallied: columns,
    get repeats() {
      return tooWide ? null : repeats
    },
    heading: name,
    columns: name,
    rows: (block, from) => {
      const count = block.rows - from
      if (starts.length <= count) {
        starts = new Int32Array(2 * count + 1)
        hashes = new Int32Array(4 * count)
      }
      starts[0] = from === 0 ? 0 : (block.rowEnds[from - 1] as number)
      for (let row = 0; row < count; row++) starts[row + 1] = block.rowEnds[from + row] as number
      hashes.fill(0, 0, 2 * count)
      // Column by column: what a column remembers stays close at hand.
      for (let at = 0; at < columns.length; at++) addFields(columns[at] as Column, at, block, starts, count, hashes)
      endRows(count)
      for (const watcher of rowWatchers ?? []) giveRows(watcher, columns.length, block, starts, count)
    },
    row: (cells) => {
      hashes.fill(0, 0, 2)
      for (let at = 0; at < columns.length; at++) addCell(columns[at] as Column, at, cells[at] ?? null, typed, hashes)
      endRows(1)
      if (rowWatchers === null || rowWatchers.length === 0) return
      const texts = Array.from(columns, (_, at) => cellText(cells[at] ?? null))
      for (const watcher of rowWatchers) watcher.addRow(texts)
    },
  }
}

const addFields = (
  column: Column,
  at: number,
  block: CsvBlock,
  starts: Int32Array,
  count: number,
  hashes: Int32Array,
) => {
  const { text, forms, textStarts, textEnds } = block
  for (let row = 0; row < count; row++) {
    const field = (starts[row] as number) + at
    if (field >= (starts[row + 1] as number)) continue
    const start = block.starts[field] as number
    const end = block.ends[field] as number
    if (start === end) continue
    const [from, to] = [textStarts[field] as number, textEnds[field] as number]
    if (forms[field] === fieldForm.tangled) addText(column, unquote(text.slice(from, to)), false)
    else column.add(block, start, end, false, text, from, to)
    mixIn(hashes, row, at)
  }
}

const giveRows = (watcher: RowWatcher, width: number, block: CsvBlock, starts: Int32Array, count: number) => {
  const row = new Array<string>(width).fill('')
  const all = row.map((_, at) => at)
  for (let r = 0; r < count; r++) {
    const wanted = watcher.wanted() ?? all
    if (wanted.length === 0) return
    for (const at of wanted) {
      const field = (starts[r] as number) + at
      row[at] = field < (starts[r + 1] as number) ? (csvCell(block, field) ?? '') : ''
    }
    watcher.addRow(row)
  }
}

const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''))

const addCell = (column: Column, at: number, cell: Cell, typed: boolean, hashes: Int32Array) => {
  if (cell === null || cell === '') return
  if (typeof cell === 'string') addText(column, cell, typed)
  else if (cell.kind === 'nested' || cell.kind === 'binary') column.addOther(cell.text, kind[cell.kind])
  // Not a number is no value.
  else if (cell.text === 'NaN') return
  else addText(column, cell.text, cell.kind !== 'number' && cell.kind !== 'boolean')
  mixIn(hashes, 0, at)
}

const mixIn = (hashes: Int32Array, row: number, at: number) => {
  const place = Math.imul(at + 1, 0x9e3779b1)
  const [one, two] = [lastHash[0] as number, lastHash[1] as number]
  hashes[2 * row] = (hashes[2 * row] as number) + Math.imul(one ^ place, 0x85ebca6b)
  hashes[2 * row + 1] = (hashes[2 * row + 1] as number) + Math.imul(two ^ (place >>> 7), 0xc2b2ae35)
}

const mix = (h: number, by: number): number => {
  const a = Math.imul(h ^ (h >>> 16), by)
  return a ^ (a >>> 15)
}
