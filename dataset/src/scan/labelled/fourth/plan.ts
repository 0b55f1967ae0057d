import type { Plan } from './cells.ts'
import type { Random } from './random.ts'

/** Where a table's columns make a track of somebody or some vehicle: places of its columns. */
export interface Track {
  /** one column where both coordinates are in one cell */
  longitude: number
  latitude: number
  time: number
  /** whether it is one can be argued (a gantry's position with the time a vehicle passed it) */
  arguable: boolean
}

export interface TablePlan {
  name: string
  rows: number
  columns: readonly Plan[]
  track: Track | null
}

export const table = (
  random: Random,
  name: string,
  columns: readonly Plan[],
  track: Track | null = null,
): TablePlan => ({ name, rows: random.int(60, 300), columns, track })
