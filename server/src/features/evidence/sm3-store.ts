import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { LogSm3Checkpoint } from '../../platform/db/types.gen.ts'
import type { TileRow } from './log-store.ts'

export type Sm3CheckpointRow = Selectable<LogSm3Checkpoint>

export async function insertSm3Tiles(tx: Tx, tiles: readonly TileRow[]): Promise<void> {
  await sql`
    insert into log_sm3_tile (level, n, width, bytes)
    select * from unnest(
      ${tiles.map((t) => t.level)}::integer[], ${tiles.map((t) => t.index)}::bigint[],
      ${tiles.map((t) => t.width)}::integer[], ${tiles.map((t) => Buffer.from(t.data))}::bytea[]
    )`.execute(tx)
}

/** Bytes of a tile at least `width` wide. */
export async function findSm3Tile(db: Database, level: number, n: number, width: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('log_sm3_tile')
    .select('bytes')
    .where('level', '=', level)
    .where('n', '=', BigInt(n))
    .where('width', '>=', width)
    .orderBy('width')
    .limit(1)
    .executeTakeFirst()
  return row?.bytes
}

/** How many entries the tiles of the SM3 tree cover. */
export async function sm3TreeSize(db: Database): Promise<number> {
  const row = await db
    .selectFrom('log_sm3_tile')
    .select(['n', 'width'])
    .where('level', '=', 0)
    .orderBy('n', 'desc')
    .orderBy('width', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? Number(row.n) * 256 + row.width : 0
}

export async function insertSm3Checkpoint(tx: Tx, row: Sm3CheckpointRow): Promise<void> {
  await tx.insertInto('log_sm3_checkpoint').values(row).execute()
}

/** The newest checkpoint of the SM3 tree that is itself an entry below `size`. */
export async function newestSm3Checkpoint(db: Database, size: bigint): Promise<Sm3CheckpointRow | undefined> {
  return await db
    .selectFrom('log_sm3_checkpoint')
    .selectAll()
    .where('size', '<', size)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The first checkpoint of the SM3 tree that covers the entry `index`. */
export async function firstSm3Checkpoint(db: Database, index: bigint): Promise<Sm3CheckpointRow | undefined> {
  return await db
    .selectFrom('log_sm3_checkpoint')
    .selectAll()
    .where('size', '>', index)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()
}
