import type { CsvBlock } from '../reader/csv.ts'
import { unquote } from '../reader/csv.ts'
import type { CsvSink } from '../reader/csv-table.ts'
import type { Cell, TableSink } from '../reader/index.ts'
import type { Batch, BlockRows } from './batch.ts'
import { createRowHashes, gather } from './batch.ts'
import type { ColumnWatcher } from './column.ts'
import { addText, Column } from './column.ts'
import { createRepeats } from './repeats.ts'
import { kind } from './value.ts'

/** Watches the rows of a table go by, as texts, empty where there is no value. The list is only good until the call returns. */
export interface RowWatcher {
  addRow(cells: readonly string[]): void
  /** rows of CSV as they stand, of a table of `width` columns */
  addRows(rows: BlockRows, width: number): void
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
  const rowHashes = createRowHashes()
  let tooWide = false
  let starts = new Int32Array(1)
  let batch: Batch | null = null

  const name = (names: readonly string[]) => {
    tooWide ||= names.length > mostColumns
    for (let at = columns.length; at < Math.min(names.length, mostColumns); at++) {
      const text = names[at] ?? ''
      const watching = watchers.flatMap((watcher) => watcher.column(text, at, names) ?? [])
      columns.push(new Column(text, watching, at < detail.columns ? detail.first : detail.others, room))
    }
    rowWatchers ??= watchers.flatMap((watcher) => watcher.rows?.(names) ?? [])
  }
  const rowsOf = (block: CsvBlock, from: number): BlockRows => {
    const count = block.rows - from
    if (starts.length <= count) starts = new Int32Array(2 * count + 1)
    starts[0] = from === 0 ? 0 : (block.rowEnds[from - 1] as number)
    starts.set(block.rowEnds.subarray(from, block.rows), 1)
    return { block, starts, count }
  }
  return {
    tallied: columns,
    get repeats() {
      return tooWide ? null : repeats
    },
    heading: name,
    columns: name,
    rows: (block, from) => {
      const rows = rowsOf(block, from)
      if (batch === null || batch.fields.length < rows.count) batch = batchFor(block, 2 * rows.count)
      rowHashes.start(rows.count)
      // Column by column: what a column remembers stays close at hand.
      for (const [at, column] of columns.entries()) {
        gather(rows, at, batch, rowHashes, (text) => addText(column, unquote(text), false))
        column.addBatch(batch)
      }
      if (!tooWide) rowHashes.end(rows.count, repeats.add)
      for (const watcher of rowWatchers ?? []) watcher.addRows(rows, columns.length)
    },
    row: (cells) => {
      rowHashes.start(1)
      for (const [at, column] of columns.entries()) {
        if (addCell(column, cells[at] ?? null, typed)) rowHashes.mixIn(0, at)
      }
      if (!tooWide) rowHashes.end(1, repeats.add)
      if (rowWatchers === null || rowWatchers.length === 0) return
      const texts = Array.from(columns, (_, at) => cellText(cells[at] ?? null))
      for (const watcher of rowWatchers) watcher.addRow(texts)
    },
  }
}

const batchFor = (block: CsvBlock, size: number): Batch => ({
  block,
  fields: new Int32Array(size),
  ones: new Int32Array(size),
  twos: new Int32Array(size),
  count: 0,
})

const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''))

/** Adds a cell to its column; false where it has no value. */
const addCell = (column: Column, cell: Cell, typed: boolean): boolean => {
  // Not a number is no value.
  if (cell === null || cell === '' || (typeof cell === 'object' && cell.text === 'NaN')) return false
  if (typeof cell === 'string') addText(column, cell, typed)
  else if (cell.kind === 'nested' || cell.kind === 'binary') column.addOther(cell.text, kind[cell.kind])
  else addText(column, cell.text, cell.kind !== 'number' && cell.kind !== 'boolean')
  return true
}
