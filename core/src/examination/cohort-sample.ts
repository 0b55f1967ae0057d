/** What the rule pack asks of a sample. */
export interface SampleRule {
  /** How sure one wants to be, below 1. */
  certainty: number
  /** Share of the cohort that may be defective unnoticed with at most the rest of that certainty. */
  tolerated: number
}

/** The smallest number of defective cases that is more than tolerated. */
export const intolerable = (population: number, { tolerated }: SampleRule): number =>
  // A share such as 0.15 × 20 must not become 2.9999999999999996.
  Math.min(population, Math.floor(population * tolerated + 1e-9) + 1)

/**
 * The probability of at most `found` defective cases in a sample of `size` drawn without replacement from a population with `defective` of
 * them (hypergeometric), computed as a product of ratios so that nothing overflows.
 */
export function atMost(found: number, size: number, population: number, defective: number): number {
  if (size > population || defective > population || size < 0 || defective < 0) throw new RangeError('not a sample')
  const sound = population - defective
  let sum = 0
  for (let k = Math.max(0, size - sound); k <= Math.min(found, size, defective); k++) {
    // C(defective,k) · C(sound,size-k) / C(population,size), factor by factor.
    let term = 1
    for (let i = 0; i < k; i++) term *= ((size - i) * (defective - i)) / ((i + 1) * (population - i))
    for (let i = 0; i < size - k; i++) term *= (sound - i) / (population - k - i)
    sum += term
  }
  return Math.min(1, sum)
}

/**
 * How many cases to examine so that, if more of them were defective than is tolerated, at most `defects` would be found only with probability
 * 1 − certainty. The whole population where no smaller sample can say it.
 */
export function sampleSize(population: number, rule: SampleRule, defects = 0): number {
  const defective = intolerable(population, rule)
  for (let size = Math.min(population, defects + 1); size < population; size++)
    if (atMost(defects, size, population, defective) <= 1 - rule.certainty + 1e-12) return size
  return population
}

/** The text whose SHA-256 places a case in the draw; the formats document has it too, so that anybody can repeat it. */
export const drawText = (root: string, list: string, number: string): string =>
  `datadeed-cohort-draw/1\n${root}\n${list}\n${number}\n`

/**
 * The order in which cases are drawn: by the hex of the SHA-256 of their text. `root` is the root hash, in hex, of the first published
 * checkpoint that covers the entry of the list, `list` the SHA-256 of the list in hex.
 */
export function drawOrder(
  numbers: readonly string[],
  { root, list }: { root: string; list: string },
  sha256: (text: string) => string,
): string[] {
  return numbers
    .map((number) => ({ number, rank: sha256(drawText(root, list, number)) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ number }) => number)
}
