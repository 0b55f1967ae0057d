import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import { signedRoot } from './log-store.ts'

export interface PlaceRow {
  leaf_id: bigint
  index: bigint
  leaf_hash: Buffer
  logged_at: Date
  /** The first published checkpoint that covers the entry: its witnesses' times bound the entry's age best. */
  size: bigint
  /** Root hash as the signed note has it. */
  root: Buffer
}
export interface PositionRow extends PlaceRow {
  entry: Buffer
  note: string
}
export interface CosignatureRow {
  size: bigint
  witness: string
  at: Date
}

/** Where published leaves are, without the long texts: a note has ten kilobytes of signatures. */
export async function selectPlaces(db: Database, leafIds: readonly bigint[]): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select e.leaf_id, e.index, e.leaf_hash, e.logged_at, p.size, p.root
    from log_entry e
    cross join lateral (
      select size, ${signedRoot} as root from log_publication where size > e.index order by size limit 1
    ) p
    where e.leaf_id = any(${leafIds.map(String)}::bigint[])`.execute(db)
  return rows
}

/** Where published leaves are, in checkpoints that cover the entry `after` as well; those still pending are left out. */
export async function selectPositions(db: Database, leafIds: readonly bigint[], after = -1n): Promise<PositionRow[]> {
  const { rows } = await sql<PositionRow>`
    select e.leaf_id, e.index, e.entry, e.leaf_hash, e.logged_at, p.size, p.root, p.note
    from log_entry e
    cross join lateral (
      select size, ${signedRoot} as root, note from log_publication where size > greatest(e.index, ${after}) order by size limit 1
    ) p
    where e.leaf_id = any(${leafIds.map(String)}::bigint[])`.execute(db)
  return rows
}

/** Size of the newest published checkpoint. */
export async function publishedSize(db: Database): Promise<bigint> {
  const { rows } = await sql<{ size: bigint | null }>`select max(size) as size from log_publication`.execute(db)
  return rows[0]?.size ?? 0n
}

/** When each witness cosigned, once though it signs in two ways. */
export async function selectCosignatures(db: Database, sizes: readonly bigint[]): Promise<CosignatureRow[]> {
  const { rows } = await sql<CosignatureRow>`
    select size, witness, min(at) as at from log_cosignature where size = any(${sizes.map(String)}::bigint[])
    group by size, witness order by at, witness`.execute(db)
  return rows
}
