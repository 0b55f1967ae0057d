/** k of one-permutation MinHash. */
export const SKETCH_BINS = 256
/** The code of a bin that no value fell into. */
export const EMPTY_BIN = 0xffff
/** The greatest code: that of the greatest whole number below 2^53. */
export const GREATEST_CODE = 45_055
/** Bytes of an encoded sketch. */
export const SKETCH_BYTES = 8 + 2 * SKETCH_BINS

/** `values` counts what was added, repetitions included; `codes` tells for each bin how small its smallest hash is. */
export interface Sketch {
  readonly values: number
  readonly codes: Uint16Array
}

/** What is sketched: the values of one column, or whole rows. */
export type SketchKind = 'column' | 'row'

/**
 * Below these bounds nothing is sketched, for whoever has the key could try out all values one by one: fewer different
 * values than `leastDistinct`, or fewer than `leastShare` of all values.
 */
export const SKETCH_BOUNDS: Readonly<Record<SketchKind, { leastDistinct: number; leastShare: number }>> = {
  column: { leastDistinct: 1000, leastShare: 0.001 },
  row: { leastDistinct: 100, leastShare: 0.001 },
}

/** Why a sketch is refused. */
export type SketchFault =
  /** not the bytes of a sketch */
  | 'bad_length'
  /** `values` above 2^53 − 1 */
  | 'bad_count'
  /** a code that no hash has */
  | 'bad_code'
  /** fewer values than filled bins */
  | 'count_below_bins'
  /** a column that should have been left out */
  | 'low_entropy'

/** Thrown for bytes that are no sketch or one that should not have been made. */
export class SketchError extends Error {
  override readonly name = 'SketchError'
  readonly fault: SketchFault
  constructor(fault: SketchFault) {
    super(fault)
    this.fault = fault
  }
}

const double = new DataView(new ArrayBuffer(8))
/** A double begins with its exponent and its mantissa without the leading digit; the exponent of 2,048 must become 2. */
const leastExponent = (1023 + 9) * 1024

/**
 * The code of a smallest hash, a whole number below 2^53: the length of its binary form beyond 11 digits and its first 11
 * digits. The smaller of two numbers has the smaller code or the same.
 */
export function codeOf(minimum: number): number {
  if (minimum < 2048) return minimum
  double.setFloat64(0, minimum)
  return (double.getUint32(0) >>> 10) - leastExponent
}

/** The middle of the numbers that a code stands for, as a share of 2^53. */
function placeOf(code: number): number {
  const shift = Math.max(0, Math.floor(code / 1024) - 1)
  return ((code - shift * 1024 + 0.5) * 2 ** shift) / 2 ** 53
}

function filledBins(codes: Uint16Array): number {
  let filled = 0
  for (const code of codes) if (code !== EMPTY_BIN) filled += 1
  return filled
}

/** How many different values a sketch has seen, not rounded; the relative standard error is 1/√(filled bins): 6.3 % from 1,500 on. */
export function distinctOf({ codes }: Sketch): number {
  const filled = filledBins(codes)
  if (filled === 0) return 0
  // Waiting times that end at 1 at the latest; the last factor takes out the bias of bins that are all filled.
  let waited = SKETCH_BINS - filled
  for (const code of codes) if (code !== EMPTY_BIN) waited += placeOf(code)
  return ((SKETCH_BINS * filled) / waited) * (1 - filled / SKETCH_BINS ** 2)
}

/** Whether a sketch is of so few different values that it could give them away. */
export function isLowEntropy(sketch: Sketch, kind: SketchKind): boolean {
  const { leastDistinct, leastShare } = SKETCH_BOUNDS[kind]
  return distinctOf(sketch) < Math.max(leastDistinct, sketch.values * leastShare)
}

/** The sketch of everything that two sketches under one key saw: as if one had seen it all. */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  return {
    values: a.values + b.values,
    codes: a.codes.map((code, bin) => Math.min(code, b.codes[bin] as number)),
  }
}

/** `values` in 8 bytes and the codes in 2 bytes each, big-endian. */
export function encodeSketch({ values, codes }: Sketch): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(SKETCH_BYTES))
  view.setBigUint64(0, BigInt(values))
  codes.forEach((code, bin) => {
    view.setUint16(8 + 2 * bin, code)
  })
  return new Uint8Array(view.buffer)
}

/** The sketch in these bytes. Throws SketchError for every fault it can have. */
export function decodeSketch(bytes: Uint8Array, kind: SketchKind): Sketch {
  if (bytes.length !== SKETCH_BYTES) throw new SketchError('bad_length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getBigUint64(0)
  if (count > BigInt(Number.MAX_SAFE_INTEGER)) throw new SketchError('bad_count')
  const codes = Uint16Array.from({ length: SKETCH_BINS }, (_, bin) => view.getUint16(8 + 2 * bin))
  if (codes.some((code) => code > GREATEST_CODE && code !== EMPTY_BIN)) throw new SketchError('bad_code')
  const sketch = { values: Number(count), codes }
  if (sketch.values < filledBins(codes)) throw new SketchError('count_below_bins')
  if (isLowEntropy(sketch, kind)) throw new SketchError('low_entropy')
  return sketch
}
