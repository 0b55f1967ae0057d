import type { logPosition } from '@datadeed/core/evidence/schema'
import { toHex } from '@datadeed/evidence'
import type { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { selectCosignatures, selectPlaces } from './position-store.ts'

export type LogPosition = z.infer<typeof logPosition>

/** Where leaves are in the log; those whose checkpoint is not published and cosigned yet are not in the map. */
export async function positionsOf(
  p: Pick<Platform, 'reads'>,
  leafIds: readonly bigint[],
): Promise<Map<bigint, LogPosition>> {
  return await readPositions(p.reads, leafIds)
}

export async function readPositions(db: Database, leafIds: readonly bigint[]): Promise<Map<bigint, LogPosition>> {
  if (leafIds.length === 0) return new Map()
  const rows = await selectPlaces(db, leafIds)
  const seen = await selectCosignatures(db, [...new Set(rows.map((row) => row.size))])
  return new Map(
    rows.map((row) => [
      row.leaf_id,
      {
        index: Number(row.index),
        leafHash: toHex(row.leaf_hash),
        treeSize: Number(row.size),
        rootHash: toHex(row.root),
        loggedAt: row.logged_at.toISOString(),
        witnesses: seen.flatMap((s) =>
          s.size === row.size ? [{ name: s.witness, operator: s.witness, at: s.at.toISOString() }] : [],
        ),
      },
    ]),
  )
}
