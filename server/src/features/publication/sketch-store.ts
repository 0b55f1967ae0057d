import type { Insertable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

/** Appends sketches of an objector; the case of the objection must be locked. */
export async function insertSketch(tx: Tx, values: Insertable<DB['objection_sketch']>): Promise<void> {
  await tx.insertInto('objection_sketch').values(values).execute()
}

export async function countSketches(db: Database | Tx, objectionId: string): Promise<number> {
  const rows = await db.selectFrom('objection_sketch').select('seq').where('objection_id', '=', objectionId).execute()
  return rows.length
}

export async function newestSketch(db: Database, objectionId: string) {
  return await db
    .selectFrom('objection_sketch')
    .selectAll()
    .where('objection_id', '=', objectionId)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
}
