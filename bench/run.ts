/** One figure of a bench, measured in this run. */
export type Row = {
  readonly row: string
  readonly value: number
  readonly unit: string
  /** What it must reach; null where there is no claim, only a figure. */
  readonly bar: number | null
  readonly better: 'more' | 'less'
}

/** What each bench/<name>.ts exports as `run`; `quick` stays under 60 seconds. */
export type Bench = (options: { readonly quick: boolean }) => Promise<Row[]>

/** True where the figure reaches its bar. */
export const holds = ({ value, bar, better }: Row): boolean =>
  bar === null || (better === 'more' ? value >= bar : value <= bar)

/** The middle of some figures. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The value that a share of the figures does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
