/** Bins of a sketch: k of one-permutation MinHash. */
export const bins = 256
/** The code of a bin that no value fell into. */
export const empty = 0xffff

/** `values` counts what was added, repetitions included; `codes` holds for each bin how small its smallest hash is. */
export interface Sketch {
  readonly values: number
  readonly codes: Uint16Array
}

/** Columns below these bounds are left out: their values could be guessed one by one by whoever has the key. */
export const bounds = {
  column: { leastDistinct: 1000, leastShare: 0.001 },
  row: { leastDistinct: 100, leastShare: 0.001 },
} as const

/**
 * The code of a smallest hash, a whole number below 2^53: its bit length beyond 11 and its first 11 bits, so the code of the
 * smaller of two is the smaller of the codes.
 */
export const codeOf = (minimum: number): number => {
  let shift = 0
  let rest = minimum
  while (rest >= 2048) {
    rest = Math.floor(rest / 2)
    shift += 1
  }
  return shift * 1024 + rest
}

/** The middle of the smallest hashes that a code stands for, as a share of 2^53. */
const placeOf = (code: number): number => {
  const shift = Math.max(0, Math.floor(code / 1024) - 1)
  return ((code - shift * 1024 + 0.5) * 2 ** shift) / 2 ** 53
}

/** How many different values a sketch has seen; relative standard error 1/16 (6.3 %) from 1,000 values on. */
export const distinctOf = ({ codes }: Sketch): number => {
  let filled = 0
  let exposure = 0
  for (const code of codes) {
    if (code === empty) exposure += 1
    else {
      filled += 1
      exposure += placeOf(code)
    }
  }
  // Exponential waiting times, cut off at 1; the last factor takes out the bias of bins that are all filled.
  return filled === 0 ? 0 : ((bins * filled) / exposure) * (1 - filled / bins ** 2)
}

/** Whether a sketch could give its values away. */
export const lowEntropy = (sketch: Sketch, kind: keyof typeof bounds): boolean => {
  const distinct = distinctOf(sketch)
  return distinct < bounds[kind].leastDistinct || distinct < sketch.values * bounds[kind].leastShare
}

/** The sketch of what two sketches of one key and kind saw together. */
export const mergeSketches = (a: Sketch, b: Sketch): Sketch => ({
  values: a.values + b.values,
  codes: a.codes.map((code, bin) => Math.min(code, b.codes[bin] as number)),
})

/** 8 bytes of `values` and 2 bytes for each bin, big-endian. */
export const encodeSketch = ({ values, codes }: Sketch): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(8 + 2 * bins))
  view.setBigUint64(0, BigInt(values))
  for (let bin = 0; bin < bins; bin++) view.setUint16(8 + 2 * bin, codes[bin] as number)
  return new Uint8Array(view.buffer)
}
