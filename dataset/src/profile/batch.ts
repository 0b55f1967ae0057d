import type { CsvBlock } from '../reader/csv.ts'
import { fieldForm } from '../reader/csv.ts'

/** Values of one column from one block, with 64 bits of hash each, in two halves that are both well mixed. */
export interface Batch {
  block: CsvBlock
  /** places in the block's lists */
  fields: Int32Array
  ones: Int32Array
  twos: Int32Array
  count: number
}

/** The hash of {@link hashBytes}: two halves. */
export const lastHash = new Int32Array(2)

/** Hashes the bytes from `start` to `end` into {@link lastHash}; up to 3 bytes behind them are read. */
export const hashBytes = (view: DataView, start: number, end: number) => {
  let one = 0x243f6a88 ^ (end - start)
  let two = 0x13198a2e
  let at = start
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true)
    one = Math.imul(one ^ word, 0x9e3779b1)
    one ^= one >>> 15
    two = Math.imul(two + word, 0x85ebca6b)
    two = (two << 13) | (two >>> 19)
  }
  if (at < end) {
    const word = view.getInt32(at, true) & ((1 << (8 * (end - at))) - 1)
    one = Math.imul(one ^ word, 0x9e3779b1)
    two = Math.imul(two + word, 0x85ebca6b)
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b)
  one = Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  lastHash[0] = one ^ (one >>> 16)
  two = Math.imul(two ^ (two >>> 15), 0x2c1b3c6d)
  two = Math.imul(two ^ (two >>> 12), 0x297a2d39)
  lastHash[1] = two ^ (two >>> 15)
}

/**
 * Hashes of rows under way, two halves for each: sums over the cells with their columns, so that a cell without a value counts for nothing wherever
 * it stands, and a column that came late was empty before.
 */
export const createRowHashes = () => {
  let halves = new Int32Array(2)
  return {
    start: (rows: number) => {
      if (halves.length < 2 * rows) halves = new Int32Array(4 * rows)
      halves.fill(0, 0, 2 * rows)
    },
    /** adds the value of {@link lastHash} in a column to a row */
    mixIn: (row: number, column: number) => {
      const place = Math.imul(column + 1, 0x9e3779b1)
      const one = Math.imul((lastHash[0] as number) ^ place, 0x85ebca6b)
      const two = Math.imul((lastHash[1] as number) ^ (place >>> 7), 0xc2b2ae35)
      halves[2 * row] = (halves[2 * row] as number) + one
      halves[2 * row + 1] = (halves[2 * row + 1] as number) + two
    },
    end: (rows: number, add: (one: number, two: number) => void) => {
      for (let row = 0; row < rows; row++) {
        add(mix(halves[2 * row] as number, 0x85ebca6b), mix(halves[2 * row + 1] as number, 0x2c1b3c6d))
      }
    },
  }
}

export type RowHashes = ReturnType<typeof createRowHashes>

const mix = (h: number, by: number): number => {
  const a = Math.imul(h ^ (h >>> 16), by)
  return a ^ (a >>> 15)
}

/** The rows of a block: the first field of each, and of what would be the next. */
export interface BlockRows {
  block: CsvBlock
  starts: Int32Array
  count: number
}

/** Gathers the values of a column into the batch, and gives those that have quotes to undo to `onTangled`. */
export const gather = (
  { block, starts, count }: BlockRows,
  column: number,
  batch: Batch,
  rowHashes: RowHashes,
  onTangled: (text: string) => void,
) => {
  const { view, forms } = block
  const { fields, ones, twos } = batch
  batch.block = block
  let values = 0
  for (let row = 0; row < count; row++) {
    const field = (starts[row] as number) + column
    if (field >= (starts[row + 1] as number)) continue
    const start = block.starts[field] as number
    const end = block.ends[field] as number
    if (start === end) continue
    if (forms[field] === fieldForm.tangled) {
      onTangled(block.text.slice(block.textStarts[field], block.textEnds[field]))
    } else {
      hashBytes(view, start, end)
      fields[values] = field
      ones[values] = lastHash[0] as number
      twos[values] = lastHash[1] as number
      values += 1
    }
    rowHashes.mixIn(row, column)
  }
  batch.count = values
}
