import type { SensitiveKind } from './kinds.ts'

/**
 * What was found in one column. `share` (0–1) and `count` are of non-empty values, `confidence` is 0–1. The reasons hold no values of the data;
 * the examples do, masked, and are for the eyes of whoever holds the data: {@link publishable} drops them.
 */
export interface ColumnFinding {
  column: string
  kind: SensitiveKind
  share: number
  count: number
  confidence: number
  /** why, as Chinese sentences */
  reasons: string[]
  /** what to do about it, one Chinese sentence */
  remedy: string
  /** masked, and never to leave the machine */
  localExamples: string[]
}

/** Positions with times: the columns that together make a track, and how few points of it single somebody out. */
export interface TrajectoryFinding extends ColumnFinding {
  columns: { id: string | null; longitude: string; latitude: string; time: string }
  /** null where no column tells whose the points are, or there are too few */
  reidentification: Reidentification | null
}

/** Share of traces that `points` random points single out among the `traces` kept, at the stated cell and time bin. */
export interface Reidentification {
  points: number
  unique: number
  /** half the width of the 95 % interval of drawing at random */
  error: number
  traces: number
  /** share of all traces seen that were kept; below 1 `unique` is an upper bound */
  sampled: number
  /** side of a cell in degrees and length of a time bin in seconds */
  cellDegrees: number
  binSeconds: number
}

/** A finding as it may leave the machine: no value of the data, not even masked. */
export type PublishableFinding = Omit<ColumnFinding, 'localExamples'> &
  Partial<Pick<TrajectoryFinding, 'columns' | 'reidentification'>>

/** Watches the values of one column go by. */
export interface ColumnScan {
  /** a value and how often it occurred since the last call with it; empty text is no value. In the order of the rows where possible */
  add(text: string, times: number): void
  /** `rows` of the table, the empty ones included */
  end(rows: number): ColumnFinding[]
}

/** Watches whole rows for positions with times. */
export interface TrajectoryScan {
  /** the row's values in the order of the columns; null or empty where there is none */
  addRow(row: readonly (string | null | undefined)[]): void
  /** places of the columns it needs from now on, none where there can be no track; null while it still needs all of them */
  wanted(): readonly number[] | null
  /** null where the table holds no tracks */
  end(): TrajectoryFinding | null
}
