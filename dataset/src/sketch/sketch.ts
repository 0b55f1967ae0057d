import { codeOf, EMPTY_BIN, isLowEntropy, SKETCH_BINS, type Sketch, type SketchKind } from '@datadeed/evidence'
import type { CsvBlock } from '../reader/csv.ts'
import { fieldForm } from '../reader/csv.ts'
import { csvCell } from '../reader/csv-table.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { canonicalText } from './canonical-text.ts'
import { createKeyedHash, type KeyedHash, messageStart, writeUtf8 } from './keyed-hash.ts'

/** A comparison key of the registry: who has it can guess values, so it is kept out of files and logs. */
export interface ComparisonKey {
  /** number of the epoch, from 1 */
  readonly epoch: number
  /** 16 bytes */
  readonly key: Uint8Array
}

/** Watches the values of a column go by. */
export interface ColumnSketcher {
  /** a value as text that occurred `times` times in a row of cells; empty ones are not counted */
  add(text: string, times?: number): void
  /** each of these fields of CSV once, which are not tangled */
  addFields(block: CsvBlock, fields: Int32Array, from: number, to: number): void
  /** the sketch, or null where the column has too few different values for its sketch to keep them secret */
  end(): Sketch | null
  /** the sketch so far, whatever it gives away: it must not leave the machine */
  seen(): Sketch
}

/** Watches the rows of a table go by. */
export interface RowSketcher {
  /** the cells of a row in the order of the heading; rows that {@link isSampled} leaves out may be given or not */
  add(cells: readonly string[], times?: number): void
  /** a row of CSV once, its fields from `first` to `next`, of which those beyond `width` have no column */
  addFields(block: CsvBlock, first: number, next: number, width: number): void
  end(): Sketch | null
  seen(): Sketch
}

// All columns of a table take turns with one hash.
const hashes = new WeakMap<ComparisonKey, KeyedHash>()
const hashOf = (key: ComparisonKey): KeyedHash => {
  const known = hashes.get(key) ?? createKeyedHash(key.key)
  hashes.set(key, known)
  return known
}

const unfilled = Number.POSITIVE_INFINITY

const createMinima = (key: ComparisonKey) => {
  const keyed = hashOf(key)
  const minima = new Float64Array(SKETCH_BINS).fill(unfilled)
  let values = 0
  const note = (times: number) => {
    values += times
    const { hash } = keyed
    const high = hash[1] as number
    const bin = high >>> 24
    // 53 of the 56 bits that the bin leaves: what a double holds.
    const value = (high & 0xff_ffff) * 0x2000_0000 + ((hash[0] as number) >>> 3)
    if (value < (minima[bin] as number)) minima[bin] = value
  }
  return {
    add: (text: string, times: number) => {
      keyed.digest(text)
      note(times)
    },
    room: keyed.room,
    /** a value written to the room up to `end` */
    addWritten: (end: number) => {
      keyed.finish(end)
      note(1)
    },
    seen: (): Sketch => ({
      values,
      codes: Uint16Array.from(minima, (value) => (value === unfilled ? EMPTY_BIN : codeOf(value))),
    }),
  }
}

const unlessLowEntropy = (sketch: Sketch, kind: SketchKind): Sketch | null =>
  isLowEntropy(sketch, kind) ? null : sketch

/** Longer values, in bytes, are not looked at for short cuts. */
const longestHere = 4096

/** A sketcher of one column that has seen nothing. */
export const createColumnSketch = (key: ComparisonKey): ColumnSketcher => {
  const minima = createMinima(key)
  const add = (text: string, times = 1) => {
    const value = canonicalText(text)
    if (value !== '') minima.add(value, times)
  }
  return {
    add,
    addFields: (block, fields, from, to) => {
      const { bytes, text, starts, ends, textStarts, textEnds } = block
      let into = minima.room(longestHere)
      for (let i = from; i < to; i++) {
        const field = fields[i] as number
        const [start, stop] = [starts[field] as number, ends[field] as number]
        const end = stop - start > longestHere ? -1 : canonicalBytes(bytes, start, stop, into, messageStart)
        if (end >= 0) minima.addWritten(end)
        else {
          add(text.slice(textStarts[field], textEnds[field]), 1)
          into = minima.room(longestHere)
        }
      }
    },
    end: () => unlessLowEntropy(minima.seen(), 'column'),
    seen: minima.seen,
  }
}

/** Separates the cells of a row. */
const separator = '\u001f'
const separatorByte = 0x1f
/** One row in so many is sketched: the rest of a pass has no time for all. */
const sampling = 8

/**
 * Whether a row is among those sketched: the digits in its UTF-8 bytes add up to a multiple of eight. Zeros, blanks, points and
 * quotes do not count, so that the same row written another way is among them, too. Up to 3 bytes behind `to` are read.
 */
export const isSampled = (view: DataView, from: number, to: number): boolean => {
  // Four sums side by side, each modulo eight.
  let sums = 0
  let at = from
  for (; at + 4 <= to; at += 4) sums = (sums + digitsOf(view.getInt32(at, true))) & 0x07070707
  if (at < to) sums += digitsOf(view.getInt32(at, true) & ((1 << (8 * (to - at))) - 1))
  return ((sums + (sums >> 8) + (sums >> 16) + (sums >> 24)) & (sampling - 1)) === 0
}

/** Of the four bytes of a word those that are digits, as their value modulo eight; of the others 0. */
const digitsOf = (word: number): number => {
  const values = word ^ 0x30303030
  const others = ((values & 0x7f7f7f7f) + 0x76767676) | values
  const ones = (~others >>> 7) & 0x01010101
  return values & ((ones << 3) - ones)
}

const digitsIn = (text: string): number => {
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit > 0 && digit < 10) sum += digit
  }
  return sum
}

/** A sketcher of the rows of one table that has seen nothing. */
export const createRowSketch = (key: ComparisonKey): RowSketcher => {
  const minima = createMinima(key)
  return {
    add: (cells, times = 1) => {
      let digits = 0
      for (const cell of cells) digits += digitsIn(cell)
      if (digits % sampling !== 0) return
      let row = ''
      let blank = true
      for (const cell of cells) {
        const value = canonicalText(cell)
        if (value !== '') blank = false
        row += value + separator
      }
      if (!blank) minima.add(row, times)
    },
    addFields: (block, first, next, width) => {
      const { bytes, view, starts, ends, forms } = block
      const begin = starts[first] as number
      const end = ends[Math.min(next, first + width) - 1] as number
      if (!isSampled(view, begin, end)) return
      let room = end - begin + width
      let into = minima.room(room)
      let at = messageStart
      let blank = true
      for (let field = first; field < first + width; field++) {
        if (field < next && starts[field] !== ends[field]) {
          const [from, to] = [starts[field] as number, ends[field] as number]
          const written = forms[field] === fieldForm.tangled ? -1 : canonicalBytes(bytes, from, to, into, at)
          if (written >= 0) {
            blank = false
            at = written
          } else {
            const value = canonicalText(csvCell(block, field) ?? '')
            if (value !== '') {
              blank = false
              room += 3 * value.length
              into = minima.room(room)
              at += writeUtf8(value, into.subarray(at))
            }
          }
        }
        into[at++] = separatorByte
      }
      if (!blank) minima.addWritten(at)
    },
    end: () => unlessLowEntropy(minima.seen(), 'row'),
    seen: minima.seen,
  }
}
