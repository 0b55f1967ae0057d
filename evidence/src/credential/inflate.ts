import { FormatError } from '../error.ts'

// RFC 1951, 3.2.5: lengths and distances as base value and number of extra bits.
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const LONGEST = 15

/** A canonical Huffman code: how many codes of each length, and the symbols in order. */
interface Huffman {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
}

function bad(place: string): FormatError {
  return new FormatError('wrong_value', `zlib ${place}`)
}

function huffman(lengths: readonly number[], single: boolean): Huffman {
  const counts = new Uint16Array(LONGEST + 1)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  const used = lengths.length - (counts[0] ?? 0)
  let left = 1
  for (let length = 1; length <= LONGEST; length++) {
    left = 2 * left - (counts[length] ?? 0)
    if (left < 0) throw bad('code')
  }
  // zlib writes an incomplete code only where it has one symbol or none, and only for distances.
  if (left > 0 && !(single && used <= 1)) throw bad('code')
  const starts = new Uint16Array(LONGEST + 2)
  for (let length = 1; length <= LONGEST; length++) {
    starts[length + 1] = (starts[length] ?? 0) + (counts[length] ?? 0)
  }
  const symbols = new Uint16Array(used)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const at = starts[length] ?? 0
    symbols[at] = symbol
    starts[length] = at + 1
  }
  counts[0] = 0
  return { counts, symbols }
}

const fixedLengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))
const fixed = () => [huffman(fixedLengths, false), huffman(new Array<number>(32).fill(5), false)] as const

class Inflater {
  readonly out: Uint8Array
  length = 0
  private at = 2
  private hold = 0
  private held = 0
  private readonly bytes: Uint8Array
  constructor(bytes: Uint8Array, most: number) {
    this.bytes = bytes
    this.out = new Uint8Array(most)
  }

  bits(n: number): number {
    while (this.held < n) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw bad('end')
      this.hold |= byte << this.held
      this.held += 8
    }
    const value = this.hold & ((1 << n) - 1)
    this.hold >>>= n
    this.held -= n
    return value
  }

  /** Drops the rest of a byte and gives where the next one begins. */
  align(): number {
    this.hold = 0
    this.held = 0
    return this.at
  }

  push(byte: number): void {
    if (this.length === this.out.length) throw new FormatError('too_large', 'zlib')
    this.out[this.length++] = byte
  }

  symbol({ counts, symbols }: Huffman): number {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= LONGEST; length++) {
      code |= this.bits(1)
      const count = counts[length] ?? 0
      if (code - count < first) return symbols[index + code - first] ?? 0
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw bad('symbol')
  }

  stored(): void {
    const at = this.align()
    const word = (offset: number) => (this.bytes[at + offset] ?? 0) | ((this.bytes[at + offset + 1] ?? 0) << 8)
    const length = word(0)
    if (at + 4 + length > this.bytes.length || (length ^ 0xffff) !== word(2)) throw bad('block')
    for (let i = 0; i < length; i++) this.push(this.bytes[at + 4 + i] as number)
    this.at = at + 4 + length
  }

  dynamic(): readonly [Huffman, Huffman] {
    const literals = this.bits(5) + 257
    const distances = this.bits(5) + 1
    const codes = this.bits(4) + 4
    if (literals > 286 || distances > 30) throw bad('code')
    const lengths = new Array<number>(19).fill(0)
    for (const symbol of CODE_LENGTH_ORDER.slice(0, codes)) lengths[symbol] = this.bits(3)
    const code = huffman(lengths, false)
    const all: number[] = []
    while (all.length < literals + distances) {
      const symbol = this.symbol(code)
      const last = all.at(-1)
      if (symbol < 16) all.push(symbol)
      else if (symbol === 16) {
        if (last === undefined) throw bad('code')
        all.push(...new Array<number>(3 + this.bits(2)).fill(last))
      } else all.push(...new Array<number>(symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7)).fill(0))
    }
    if (all.length > literals + distances || all[256] === 0) throw bad('code')
    return [huffman(all.slice(0, literals), false), huffman(all.slice(literals), true)]
  }

  block([literal, distance]: readonly [Huffman, Huffman]): void {
    for (;;) {
      const symbol = this.symbol(literal)
      if (symbol === 256) return
      if (symbol < 256) {
        this.push(symbol)
        continue
      }
      const base = LENGTH_BASE[symbol - 257]
      if (base === undefined) throw bad('length')
      const length = base + this.bits(LENGTH_EXTRA[symbol - 257] ?? 0)
      const code = this.symbol(distance)
      const near = DISTANCE_BASE[code]
      if (near === undefined) throw bad('distance')
      const back = near + this.bits(DISTANCE_EXTRA[code] ?? 0)
      if (back > this.length) throw bad('distance')
      for (let i = 0; i < length; i++) this.push(this.out[this.length - back] as number)
    }
  }
}

function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return ((b << 16) | a) >>> 0
}

/**
 * Bytes of a zlib stream (RFC 1950) that holds at most `most` of them, so that a bomb costs no more than that. Throws
 * `too_large` beyond, `wrong_value` for a broken stream, a preset dictionary, a wrong checksum or bytes after the end.
 */
export function inflateZlib(bytes: Uint8Array, most: number): Uint8Array {
  const [cmf = 0, flags = 0] = bytes
  if (bytes.length < 8 || (cmf & 15) !== 8 || cmf >> 4 > 7 || (cmf * 256 + flags) % 31 !== 0 || flags & 32) {
    throw bad('header')
  }
  const inflater = new Inflater(bytes, most)
  let last = false
  while (!last) {
    last = inflater.bits(1) === 1
    const kind = inflater.bits(2)
    if (kind === 0) inflater.stored()
    else if (kind === 1) inflater.block(fixed())
    else if (kind === 2) inflater.block(inflater.dynamic())
    else throw bad('block')
  }
  const end = inflater.align()
  const out = inflater.out.slice(0, inflater.length)
  const sum = bytes.subarray(end, end + 4).reduce((value, byte) => value * 256 + byte, 0)
  if (bytes.length !== end + 4 || sum !== adler32(out)) throw bad('checksum')
  return out
}
