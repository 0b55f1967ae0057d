/** A share measured on sketches, with the bounds within which it lies in nineteen cases of twenty. */
export interface Measured {
  share: number
  low: number
  high: number
}

const clip = (value: number) => Math.min(1, Math.max(0, value))

/** The estimate with two standard errors to each side. */
export function measured({ share, error }: { share: number; error: number }): Measured {
  return { share, low: clip(share - 2 * error), high: clip(share + 2 * error) }
}

const steps = 20
/** In steps of five per cent, the bounds rounded outwards: what may be told of data that are another's. */
export function coarse({ share, low, high }: Measured): Measured {
  // Beyond the last digit of a double nothing was measured.
  const near = (value: number) => Number((value * steps).toFixed(9))
  return {
    share: Math.round(near(share)) / steps,
    low: Math.floor(near(low)) / steps,
    high: Math.ceil(near(high)) / steps,
  }
}

const percent = (value: number) => `${Math.round(value * 100)}%`
/** 约 42%（36%–48%） */
export const shareText = ({ share, low, high }: Measured): string =>
  `约 ${percent(share)}（${percent(low)}–${percent(high)}）`
