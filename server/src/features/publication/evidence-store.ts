import type { Insertable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertEvidence(tx: Tx, rows: Insertable<DB['objection_evidence']>[]): Promise<void> {
  await tx.insertInto('objection_evidence').values(rows).execute()
}

/** Files of objections, in the order they came. */
export async function listEvidence(db: Database | Tx, objectionIds: readonly string[]) {
  if (objectionIds.length === 0) return []
  return await db
    .selectFrom('objection_evidence')
    .selectAll()
    .where('objection_id', 'in', objectionIds)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
}
