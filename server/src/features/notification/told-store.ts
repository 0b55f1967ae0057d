import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export async function findEntryNumbers(tx: Tx, entryId: string) {
  return await tx
    .selectFrom('register_entry')
    .select([
      'registration_number as registrationNumber',
      'certificate_number as certificateNumber',
      'registered_on as registeredOn',
      'valid_until as validUntil',
    ])
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow()
}

/** Takes note that a reminder goes out; false when it did before. */
export async function noteReminder(tx: Tx, source: string, at: Date): Promise<boolean> {
  const result = await tx
    .insertInto('reminder')
    .values({ source, at })
    .onConflict((on) => on.column('source').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** A last day that comes, with what it belongs to. */
export interface ComingDay {
  /** Case, objection or entry. */
  subject: string
  partyId: string
  caseId: string
  caseNumber: string
  due: string
  /** Number of the objection or of the registration. */
  number: string | null
  /** Of a registration. */
  entryId: string | null
  packJurisdiction: string
  packVersion: string
}

const queries: Record<'correction' | 'objectionAnswer' | 'validity', RawBuilder<unknown>> = {
  correction: sql`select id as subject, party_id, id as case_id, number as case_number, due, null as number,
      null::uuid as entry_id, pack_jurisdiction, pack_version
    from filing_case where status = 'correction_required'`,
  objectionAnswer: sql`select o.id as subject, c.party_id, c.id as case_id, c.number as case_number, o.answer_due as due, o.number,
      null::uuid as entry_id, c.pack_jurisdiction, c.pack_version
    from objection o join filing_case c on c.id = o.case_id where o.status = 'lodged' and c.status = 'objection_pending'`,
  // Each of those who hold it now; the first holder under the entry's own id.
  validity: sql`select e.id || case when s.party_id is null or s.party_id = e.party_id then '' else ':' || s.party_id end as subject,
      coalesce(s.party_id, e.party_id) as party_id, c.id as case_id, c.number as case_number, e.valid_until as due,
      e.registration_number as number, e.id as entry_id, c.pack_jurisdiction, c.pack_version
    from register_entry e join filing_case c on c.id = e.case_id
    left join register_version v on v.certificate_number = e.certificate_number
    left join register_share s on s.entry_id = e.id and s.version_seq = v.seq and s.party_id is not null
    where e.status = 'active'`,
}

/** The days of a kind that lie between two days, both included. */
export async function listComingDays(
  db: Database,
  step: keyof typeof queries,
  from: string,
  to: string,
): Promise<ComingDay[]> {
  const { rows } = await sql<ComingDay>`
    select subject, party_id as "partyId", case_id as "caseId", case_number as "caseNumber", due, number,
      entry_id as "entryId", pack_jurisdiction as "packJurisdiction", pack_version as "packVersion"
    from (${queries[step]}) d where due between ${from}::date and ${to}::date order by due, subject`.execute(db)
  return rows
}
