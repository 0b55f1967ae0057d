import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface NewColumnSketch {
  file: string
  column: string | null
  sketch: Uint8Array
}

export async function findDepositSketch(
  db: Database,
  depositId: string,
): Promise<{ epoch: number; sketches: number } | undefined> {
  return await db
    .selectFrom('deposit_sketch')
    .select((eb) => [
      'epoch',
      eb
        .selectFrom('column_sketch')
        .whereRef('column_sketch.deposit_id', '=', 'deposit_sketch.deposit_id')
        .select(sql<number>`count(*)::int`.as('n'))
        .$asScalar()
        .$notNull()
        .as('sketches'),
    ])
    .where('deposit_id', '=', depositId)
    .executeTakeFirst()
}

/** Keeps the sketches of a deposit; false where there are some already. */
export async function insertSketches(
  tx: Tx,
  deposit: { depositId: string; epoch: number; accountId: string; now: Date },
  sketches: readonly NewColumnSketch[],
): Promise<boolean> {
  // Ids are given in the order of commits: indexes go on reading after the last one they saw.
  await sql`select pg_advisory_xact_lock(4200, 61)`.execute(tx)
  const { depositId, epoch, accountId, now } = deposit
  const kept = await tx
    .insertInto('deposit_sketch')
    .values({ deposit_id: depositId, epoch, uploaded_by: accountId, uploaded_at: now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows === 0n) return false
  for (let from = 0; from < sketches.length; from += 1000)
    await tx
      .insertInto('column_sketch')
      .values(
        sketches.slice(from, from + 1000).map(({ file, column, sketch }) => ({
          ...{ deposit_id: depositId, epoch, file, column_name: column, sketch: Buffer.from(sketch) },
        })),
      )
      .execute()
  return true
}

export interface KeptSketch {
  id: bigint
  epoch: number
  sketch: Buffer
}

/** Sketches with greater ids, in their order. */
export async function listSketchesAfter(db: Database, id: bigint, limit: number): Promise<KeptSketch[]> {
  return await db
    .selectFrom('column_sketch')
    .select(['id', 'epoch', 'sketch'])
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function listSketchesOf(
  db: Database,
  depositId: string,
): Promise<{ file: string; column: string | null; sketch: Buffer }[]> {
  return await db
    .selectFrom('column_sketch')
    .select(['file', 'column_name as column', 'sketch'])
    .where('deposit_id', '=', depositId)
    .orderBy('id')
    .execute()
}
