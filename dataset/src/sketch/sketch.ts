import { codeOf, EMPTY_BIN, isLowEntropy, SKETCH_BINS, type Sketch, type SketchKind } from '@datadeed/evidence'
import { canonicalText } from './canonical-text.ts'
import { createKeyedHash, type KeyedHash } from './keyed-hash.ts'

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
  /** the sketch, or null where the column has too few different values for its sketch to keep them secret */
  end(): Sketch | null
  /** the sketch so far, whatever it gives away: it must not leave the machine */
  seen(): Sketch
}

/** Watches the rows of a table go by. */
export interface RowSketcher {
  /** the cells of a row in the order of the heading; rows that {@link isSampled} leaves out may be given or not */
  add(cells: readonly string[], times?: number): void
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
  return {
    add: (text: string, times: number) => {
      values += times
      keyed.digest(text)
      const { hash } = keyed
      const high = hash[1] as number
      const bin = high >>> 24
      // 53 of the 56 bits that the bin leaves: what a double holds.
      const value = (high & 0xff_ffff) * 0x2000_0000 + ((hash[0] as number) >>> 3)
      if (value < (minima[bin] as number)) minima[bin] = value
    },
    seen: (): Sketch => ({
      values,
      codes: Uint16Array.from(minima, (value) => (value === unfilled ? EMPTY_BIN : codeOf(value))),
    }),
  }
}

const unlessLowEntropy = (sketch: Sketch, kind: SketchKind): Sketch | null =>
  isLowEntropy(sketch, kind) ? null : sketch

/** A sketcher of one column that has seen nothing. */
export const createColumnSketch = (key: ComparisonKey): ColumnSketcher => {
  const minima = createMinima(key)
  return {
    add: (text, times = 1) => {
      const value = canonicalText(text)
      if (value !== '') minima.add(value, times)
    },
    end: () => unlessLowEntropy(minima.seen(), 'column'),
    seen: minima.seen,
  }
}

/** Separates the cells of a row. */
const separator = '\u001f'
/** One row in so many is sketched: the rest of a pass has no time for all. */
const sampling = 8

/**
 * Whether a row is among those sketched: the digits in its UTF-8 bytes add up to a multiple of eight. Zeros, blanks, points and
 * quotes do not count, so that the same row written another way is among them, too.
 */
export const isSampled = (bytes: Uint8Array, from: number, to: number): boolean => {
  let sum = 0
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit > 0 && digit < 10) sum += digit
  }
  return sum % sampling === 0
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
    end: () => unlessLowEntropy(minima.seen(), 'row'),
    seen: minima.seen,
  }
}
