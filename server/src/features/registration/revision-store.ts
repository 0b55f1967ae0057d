import { type Insertable, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertRevision(tx: Tx, values: Insertable<DB['register_revision']>): Promise<void> {
  await tx.insertInto('register_revision').values(values).execute()
}

/** The chained deposits of an entry, in their order; the registered one is not among them. */
export async function listRevisionRows(db: Database | Tx, entryId: string) {
  return await db.selectFrom('register_revision').selectAll().where('entry_id', '=', entryId).orderBy('seq').execute()
}

/** Is the deposit one that a registration rests on, or chained to one? */
export async function isDepositUsed(db: Database | Tx, depositId: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from register_revision where deposit_id = ${depositId}::uuid)
      or exists (select from register_version where deposit_id = ${depositId}::uuid)
      or exists (
        select from filing_case c join register_entry e on e.case_id = c.id
        where c.deposit_id = ${depositId}::uuid
      ) as used`.execute(db)
  return rows[0]?.used ?? false
}

/** Published deposits of parties, younger than a moment and used by no registration, newest first. */
export async function listCandidates(db: Database, partyIds: readonly string[], after: Date, limit: number) {
  const { rows } = await sql<{ id: string; number: string; title: string; created_at: Date }>`
    select d.id, d.number, d.title, d.created_at from deposit d
    where d.party_id = any(${partyIds}::uuid[]) and d.created_at > ${after}
      and not exists (select from register_revision r where r.deposit_id = d.id)
      and not exists (select from register_version v where v.deposit_id = d.id)
      and not exists (
        select from filing_case c join register_entry e on e.case_id = c.id where c.deposit_id = d.id
      )
    order by d.created_at desc, d.id desc limit ${limit}`.execute(db)
  return rows
}
