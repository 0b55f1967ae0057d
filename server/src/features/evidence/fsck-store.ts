import { type Selectable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { EvidenceLeaf, LogSm3Tile, LogTile } from '../../platform/db/types.gen.ts'
import type { CheckpointRow, CosignatureLine, PublicationRow } from './log-store.ts'
import type { Sm3CheckpointRow } from './sm3-store.ts'

export interface LoggedLeaf extends Selectable<EvidenceLeaf> {
  index: bigint
  entry: Buffer
  leaf_hash: Buffer
}

/** Entries `[from, from + count)` with the leaves they were made of. */
export async function selectLogged(db: Database, from: number, count: number): Promise<LoggedLeaf[]> {
  const { rows } = await sql<LoggedLeaf>`
    select e.index, e.entry, e.leaf_hash, l.*
    from log_entry e join evidence_leaf l on l.id = e.leaf_id
    where e.index >= ${from} and e.index < ${from + count} order by e.index`.execute(db)
  return rows
}

export async function selectCheckpoints(db: Database, size: bigint): Promise<CheckpointRow[]> {
  return await db.selectFrom('log_checkpoint').selectAll().where('size', '<=', size).orderBy('size').execute()
}

export async function selectAllCosignatures(db: Database, size: bigint): Promise<CosignatureLine[]> {
  return await db.selectFrom('log_cosignature').selectAll().where('size', '<=', size).orderBy('size').execute()
}

export async function selectPublications(db: Database, size: bigint): Promise<PublicationRow[]> {
  return await db.selectFrom('log_publication').selectAll().where('size', '<=', size).orderBy('size').execute()
}

/** Every stored width of one tile. */
export async function selectTile(db: Database, level: number, n: number): Promise<Selectable<LogTile>[]> {
  return await db
    .selectFrom('log_tile')
    .selectAll()
    .where('level', '=', level)
    .where('n', '=', BigInt(n))
    .orderBy('width')
    .execute()
}

export async function selectSm3Tile(db: Database, level: number, n: number): Promise<Selectable<LogSm3Tile>[]> {
  return await db
    .selectFrom('log_sm3_tile')
    .selectAll()
    .where('level', '=', level)
    .where('n', '=', BigInt(n))
    .orderBy('width')
    .execute()
}

export async function selectSm3Checkpoints(db: Database, size: bigint): Promise<Sm3CheckpointRow[]> {
  return await db.selectFrom('log_sm3_checkpoint').selectAll().where('size', '<', size).orderBy('size').execute()
}

/** Numbers of deposits that are not what their leaf says. */
export async function selectForeignDeposits(db: Database): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select d.number from deposit d join evidence_leaf l on l.id = d.leaf_id
    where l.type <> 'deposit' or l.subject <> d.number or l.sha256 <> d.sha256 or l.sm3 <> d.sm3
      or encode(sha256(convert_to(d.manifest, 'UTF8')), 'hex') <> d.sha256`.execute(db)
  return rows.map((row) => row.number)
}
