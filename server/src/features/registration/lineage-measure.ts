import type { LineageMeasure } from '@datadeed/core/registration/lineage'
import { measured } from '@datadeed/core/registration/measure'
import type { Database } from '../../platform/db/connection.ts'
import { compareDeposits } from '../overlap/service.ts'
import { listVersions } from './affair-store.ts'
import { listRevisionRows } from './revision-store.ts'
import type { EntryRow } from './store.ts'

/** Deposits of the parent that are compared: the first and the newest. */
const mostCompared = 8
/** Columns told of, those with most in common. */
const mostColumns = 20

/** How much of a deposit is in the data of a registration, the revision of it that holds most. */
export async function measureAgainst(
  db: Database,
  childDeposit: string,
  parent: Pick<EntryRow, 'id' | 'case_deposit_id'>,
): Promise<LineageMeasure> {
  const [[first], revisions] = await Promise.all([listVersions(db, parent.id), listRevisionRows(db, parent.id)])
  const deposits = [
    first?.deposit_id ?? parent.case_deposit_id,
    ...revisions.map(({ deposit_id }) => deposit_id).slice(1 - mostCompared),
  ]
  let best: Extract<LineageMeasure, { kind: 'measured' }> | null = null
  let reason: 'no_sketch_parent' | 'no_sketch_child' | 'other_epoch' = 'no_sketch_parent'
  for (const deposit of deposits) {
    const found = await compareDeposits(db, childDeposit, deposit)
    if (found.kind === 'uncompared') {
      if (found.reason === 'no_sketch_first') return { kind: 'unmeasured', reason: 'no_sketch_child' }
      if (found.reason === 'other_epoch') reason = 'other_epoch'
      continue
    }
    const now = {
      kind: 'measured' as const,
      rows: found.rows && measured(found.rows.ofFirst),
      columns: found.columns
        .toSorted((a, b) => b.ofFirst.share - a.ofFirst.share)
        .slice(0, mostColumns)
        .map(({ column, ofFirst }) => ({ column, ...measured(ofFirst) })),
    }
    const weight = (one: typeof now) =>
      (one.rows?.share ?? 0) * 1000 + one.columns.reduce((sum, { share }) => sum + share, 0)
    if (!best || weight(now) > weight(best as typeof now)) best = now
  }
  return best ?? { kind: 'unmeasured', reason }
}
