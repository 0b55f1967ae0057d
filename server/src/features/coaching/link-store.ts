import type { Completeness } from '@datadeed/core/coaching/completeness'
import type { Scope } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { shown } from './store.ts'

/** The case of a company with a number, and the day of its registration; nothing where it is another's. */
export async function findCaseOf(tx: Tx, partyId: string, number: string) {
  return await tx
    .selectFrom('filing_case')
    .leftJoin('register_entry', 'register_entry.case_id', 'filing_case.id')
    .select(['filing_case.id', 'register_entry.registered_on as registeredOn'])
    .where('filing_case.party_id', '=', partyId)
    .where('filing_case.number', '=', number)
    .executeTakeFirst()
}

/** Links a case; false where it belongs to a coaching case already. */
export async function insertLink(
  tx: Tx,
  link: { caseId: string; coachingId: string; by: string; at: Date; before: Completeness },
): Promise<boolean> {
  const done = await tx
    .insertInto('coaching_link')
    .values({
      ...{ case_id: link.caseId, coaching_id: link.coachingId, linked_by: link.by, linked_at: link.at },
      before: JSON.stringify(link.before),
    })
    .onConflict((on) => on.column('case_id').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export interface LinkRow {
  caseId: string
  linkedAt: Date
  before: Completeness
  certificateNumber: string | null
  certifiedAt: Date | null
}

/** Cases that came out of a coaching case, with the first certificate of each. */
export async function listLinks(db: Database | Tx, coachingId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select l.case_id as "caseId", l.linked_at as "linkedAt", l.before, v.certificate_number as "certificateNumber", t.issued_at as "certifiedAt"
    from coaching_link l left join register_entry e on e.case_id = l.case_id
      left join certificate t on t.entry_id = e.id and t.version_seq = 1
      left join register_version v on v.entry_id = t.entry_id and v.seq = 1
    where l.coaching_id = ${coachingId} order by l.linked_at, l.case_id`.execute(db)
  return rows
}

/** Cases and drafts of a company that no coaching case has, newest first; what was registered before a day is not of its making. */
export async function listLinkable(db: Database, partyId: string, since: string) {
  const { rows } = await sql<{ number: string; name: string }>`
    select f.number, f.name from filing_case f
    where f.party_id = ${partyId} and f.status not in ('refused', 'withdrawn', 'deemed_withdrawn')
      and not exists (select from coaching_link l where l.case_id = f.id)
      and not exists (select from register_entry r where r.case_id = f.id and r.registered_on < ${since}::date)
    order by f.updated_at desc limit 50`.execute(db)
  return rows
}

export interface FigureRow {
  id: string
  number: string
  partyId: string
  partyName: string
  prefectureCode: string
  status: 'open' | 'coaching' | 'closed'
  channel: string
  firstContactAt: Date
  closedAt: Date | null
  records: number
  certificateNumber: string | null
  certifiedAt: Date | null
}

/** Every coaching case of a scope with its records and its first certificate, in one statement and so of one moment. */
export async function listFigures(db: Database, scope: Scope): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    select c.id, c.number, c.party_id as "partyId", p.name as "partyName", c.prefecture_code as "prefectureCode", c.status, c.channel,
      c.first_contact_at as "firstContactAt", c.closed_at as "closedAt",
      (select count(*)::int from coaching_event e where e.coaching_id = c.id and e.command = 'record') as records,
      k.number as "certificateNumber", k.at as "certifiedAt"
    from coaching_case c join party p on p.id = c.party_id left join lateral (
      select v.certificate_number as number, t.issued_at as at
      from coaching_link l join register_entry r on r.case_id = l.case_id join certificate t on t.entry_id = r.id and t.version_seq = 1
        join register_version v on v.entry_id = r.id and v.seq = 1
      where l.coaching_id = c.id order by t.issued_at limit 1
    ) k on true
    where ${shown(scope)} order by c.first_contact_at, c.id limit 20000`.execute(db)
  return rows
}

/** The first linked case of each coaching case of a scope: how complete it was, and what the machine check finds now. */
export async function listFirstLinks(db: Database, scope: Scope) {
  const { rows } = await sql<{
    coachingId: string
    before: Completeness
    findings: { field: string; severity: string }[]
    packJurisdiction: string
    packVersion: string
  }>`select distinct on (l.coaching_id) l.coaching_id as "coachingId", l.before, f.findings,
      f.pack_jurisdiction as "packJurisdiction", f.pack_version as "packVersion"
    from coaching_link l join coaching_case c on c.id = l.coaching_id join filing_case f on f.id = l.case_id
    where ${shown(scope)} order by l.coaching_id, l.linked_at, l.case_id`.execute(db)
  return rows
}
