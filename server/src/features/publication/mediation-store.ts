import type { Insertable, Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertMediation(tx: Tx, values: Insertable<DB['mediation']>): Promise<void> {
  await tx.insertInto('mediation').values(values).execute()
}

export async function updateMediation(tx: Tx, id: string, values: Updateable<DB['mediation']>): Promise<void> {
  await tx.updateTable('mediation').set(values).where('id', '=', id).execute()
}

/** Mediations of objections, the newest first. */
export async function listMediations(db: Database | Tx, objectionIds: readonly string[]) {
  if (objectionIds.length === 0) return []
  return await db
    .selectFrom('mediation')
    .selectAll()
    .where('objection_id', 'in', objectionIds)
    .orderBy('offered_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
export type MediationRow = Awaited<ReturnType<typeof listMediations>>[number]

/** Objections in a mediation whose last day lies before `today`. */
export async function listOverdueMediations(db: Database, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mediation')
    .select('objection_id')
    .where('status', '=', 'held')
    .where('due', '<', today)
    .orderBy('due')
    .limit(200)
    .execute()
  return rows.map((row) => row.objection_id)
}

/** Served objections without an answer whose last day for one lies before `today`, where that was not noted yet. */
export async function listLapsedAnswers(db: Database, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('objection')
    .innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
    .select('objection.id')
    .where('objection.status', '=', 'lodged')
    .where('objection.merged_into', 'is', null)
    .where('objection.served_at', 'is not', null)
    .where('objection.answer_lapsed_at', 'is', null)
    .where('objection.answer_due', '<', today)
    .where('filing_case.status', '=', 'objection_pending')
    .orderBy('objection.answer_due')
    .limit(200)
    .execute()
  return rows.map((row) => row.id)
}

/** What is offered lapses and what is held fails when the objection or its case ends otherwise. */
export async function closeMediations(tx: Tx, objectionIds: readonly string[], now: Date): Promise<void> {
  for (const { id, status } of await listMediations(tx, objectionIds))
    if (status === 'offered' || status === 'held')
      await updateMediation(tx, id, {
        status: status === 'offered' ? 'lapsed' : 'failed',
        ...{ ended_at: now, ended_by: 'system' },
      })
}
