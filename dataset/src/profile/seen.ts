import { createBins } from './bins.ts'
import { createDistinct } from './distinct.ts'
import { createTop } from './top.ts'
import { kind } from './value.ts'

/** Least and greatest of what was seen; for times with whether they named their zone. */
export interface Extremes {
  least: number
  most: number
  leastForm: number
  mostForm: number
}

/** What a column holds after all values went by. */
export interface Seen {
  name: string
  /** values by {@link kind} */
  kinds: Float64Array
  numbers: Extremes
  greatestInteger: number
  times: Extremes
  lengths: { least: number; most: number }
  numberBins: ReturnType<typeof createBins>
  timeBins: ReturnType<typeof createBins>
  distinct: ReturnType<typeof createDistinct>
  top: ReturnType<typeof createTop>
}

const noExtremes = (): Extremes => ({
  least: Number.POSITIVE_INFINITY,
  most: Number.NEGATIVE_INFINITY,
  leastForm: kind.text,
  mostForm: kind.text,
})

/** What a column without values holds. `detail`: how many different numbers and times are told apart before they share bins. */
export const nothingSeen = (name: string, detail: number): Seen => ({
  name,
  kinds: new Float64Array(8),
  numbers: noExtremes(),
  greatestInteger: 0,
  times: noExtremes(),
  lengths: { least: Number.POSITIVE_INFINITY, most: 0 },
  numberBins: createBins(detail),
  timeBins: createBins(detail),
  distinct: createDistinct(2 * detail),
  top: createTop(detail),
})
