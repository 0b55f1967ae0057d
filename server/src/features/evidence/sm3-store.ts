import type { Selectable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { LogSm3Checkpoint } from '../../platform/db/types.gen.ts'

export type Sm3CheckpointRow = Selectable<LogSm3Checkpoint>

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
