import { EMPTY_BIN, SKETCH_BINS, type Sketch } from './sketch.ts'

/** A share from 0 to 1 and its standard error. */
export interface Estimate {
  readonly share: number
  readonly error: number
}

/** How the different values of two sketched sets overlap. */
export interface Comparison {
  /** bins in which both have the same smallest hash; below `SIGNIFICANT_BINS` that may be chance among a million sketches */
  readonly equal: number
  /** of all values of both, those in both */
  readonly jaccard: Estimate
  /** of the first set's values, those in the second */
  readonly ofFirst: Estimate
  /** of the second set's values, those in the first */
  readonly ofSecond: Estimate
}

/**
 * Sets with nothing in common agree in about 0.05 bins by chance (two codes are the same with a probability of at most
 * 1/5500), so in five or more about once in 5 × 10^8 pairs.
 */
export const SIGNIFICANT_BINS = 5

/** Compares two sketches made under one key. */
export function compareSketches(first: Pick<Sketch, 'codes'>, second: Pick<Sketch, 'codes'>): Comparison {
  let equal = 0
  let less = 0
  let greater = 0
  for (let bin = 0; bin < SKETCH_BINS; bin++) {
    const a = first.codes[bin] as number
    const b = second.codes[bin] as number
    if (a < b) less += 1
    else if (a > b) greater += 1
    else if (a !== EMPTY_BIN) equal += 1
  }
  return {
    equal,
    jaccard: estimate(equal, equal + less + greater),
    // A bin whose smallest hash is the first set's alone shows a value that the second lacks.
    ofFirst: estimate(equal, equal + less),
    ofSecond: estimate(equal, equal + greater),
  }
}

/** The error is that of two more hits and two more misses, so that it is not nought where all bins agree. */
const estimate = (hits: number, of: number): Estimate => {
  const share = (hits + 2) / (of + 4)
  return { share: of === 0 ? 0 : hits / of, error: Math.sqrt((share * (1 - share)) / (of + 4)) }
}
