import {
  type Comparison,
  compareSketches,
  decodeSketch,
  type Estimate,
  mergeSketches,
  SIGNIFICANT_BINS,
  type Sketch,
  type SketchPart,
} from '@datadeed/evidence'
import type { Database } from '../../platform/db/connection.ts'
import { findDepositSketch, listSketchesOf } from './sketch-store.ts'

/** Columns of one deposit that are compared with those of another; what lies beyond is left out. */
const mostColumns = 200

interface Sketched {
  epoch: number
  /** Of all rows of all tables; null where no table has enough. */
  rows: Sketch | null
  columns: readonly { name: string; sketch: Sketch }[]
}

async function sketched(db: Database, depositId: string): Promise<Sketched | null> {
  const kept = await findDepositSketch(db, depositId)
  if (!kept) return null
  const all = await listSketchesOf(db, depositId)
  const rows = all.flatMap(({ column, sketch }) => (column === null ? [decodeSketch(sketch, 'row')] : []))
  const columns = all.flatMap(({ column, sketch }) =>
    column === null ? [] : [{ name: column, sketch: decodeSketch(sketch, 'column') }],
  )
  return {
    epoch: kept.epoch,
    rows: rows.length === 0 ? null : rows.reduce(mergeSketches),
    columns: columns.slice(0, mostColumns),
  }
}

/** How two deposits overlap, or why that cannot be told. `columns` are those of the first, each with the column of the second that holds most of it. */
export type PairComparison =
  | { kind: 'uncompared'; reason: 'no_sketch_first' | 'no_sketch_second' | 'other_epoch' }
  | { kind: 'compared'; rows: Comparison | null; columns: { column: string; ofFirst: Estimate }[] }

/** Compares the sketches of two deposits, for the features below, which answer for what they tell of it. */
export async function compareDeposits(db: Database, first: string, second: string): Promise<PairComparison> {
  const [a, b] = await Promise.all([sketched(db, first), sketched(db, second)])
  return compared(a, b)
}

/** The same of sketches that belong to no deposit; `ofDeposit` tells of the deposit's columns in them, else of theirs in it. */
export async function compareWithDeposit(
  db: Database,
  part: SketchPart,
  depositId: string,
  ofDeposit: boolean,
): Promise<PairComparison> {
  const rows = part.tables.flatMap((table) => table.rows ?? [])
  const own: Sketched = {
    epoch: part.epoch,
    rows: rows.length === 0 ? null : rows.reduce(mergeSketches),
    columns: part.tables.flatMap(({ columns }) => columns).slice(0, mostColumns),
  }
  const kept = await sketched(db, depositId)
  return ofDeposit ? compared(kept, own) : compared(own, kept)
}

/** The epoch of a deposit's sketches; null where it has none. */
export const sketchEpoch = async (db: Database, depositId: string): Promise<number | null> =>
  (await findDepositSketch(db, depositId))?.epoch ?? null

function compared(a: Sketched | null, b: Sketched | null): PairComparison {
  if (!a) return { kind: 'uncompared', reason: 'no_sketch_first' }
  if (!b) return { kind: 'uncompared', reason: 'no_sketch_second' }
  if (a.epoch !== b.epoch) return { kind: 'uncompared', reason: 'other_epoch' }
  const columns = a.columns.flatMap(({ name, sketch }) => {
    const found = b.columns
      .map((other) => compareSketches(sketch, other.sketch))
      .filter(({ equal }) => equal >= SIGNIFICANT_BINS)
      .toSorted((x, y) => y.ofFirst.share - x.ofFirst.share)[0]
    return found ? [{ column: name, ofFirst: found.ofFirst }] : []
  })
  return { kind: 'compared', rows: a.rows && b.rows && compareSketches(a.rows, b.rows), columns }
}
