import type { IsoDate } from '@datadeed/core/kernel/dates'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface LeaseRow {
  accountId: string
  lastDay: IsoDate
  extensions: number
}

const columns = ['account_id as accountId', 'last_day as lastDay', 'extensions'] as const

export async function findLease(db: Database | Tx, caseId: string): Promise<LeaseRow | undefined> {
  return await db.selectFrom('examination_lease').select(columns).where('case_id', '=', caseId).executeTakeFirst()
}

/** Begins or renews a lease; an extended one does not get shorter, and another examiner begins anew. */
export async function putLease(tx: Tx, caseId: string, accountId: string, lastDay: IsoDate, now: Date): Promise<void> {
  await sql`
    insert into examination_lease as l (case_id, account_id, taken_at, touched_at, last_day)
    select id, ${accountId}::uuid, ${now}::timestamptz, ${now}::timestamptz, ${lastDay}::date
    from filing_case where id = ${caseId} and status = 'under_review' for update
    on conflict (case_id) do update set account_id = excluded.account_id, touched_at = excluded.touched_at,
      taken_at = case when l.account_id = excluded.account_id then l.taken_at else excluded.taken_at end,
      extensions = case when l.account_id = excluded.account_id then l.extensions else 0 end,
      last_day = case when l.account_id = excluded.account_id then greatest(l.last_day, excluded.last_day) else excluded.last_day end`.execute(
    tx,
  )
}

export async function extendLease(tx: Tx, caseId: string, lastDay: IsoDate, now: Date): Promise<void> {
  await tx
    .updateTable('examination_lease')
    .set((eb) => ({ last_day: lastDay, touched_at: now, extensions: eb('extensions', '+', 1) }))
    .where('case_id', '=', caseId)
    .execute()
}

export async function endLease(tx: Tx, caseId: string): Promise<void> {
  await tx.deleteFrom('examination_lease').where('case_id', '=', caseId).execute()
}

/** Cases whose lease ended before `today`, oldest first. */
export async function listUnattended(db: Database, today: IsoDate, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('examination_lease')
    .innerJoin('filing_case', 'filing_case.id', 'examination_lease.case_id')
    .select('case_id as id')
    .where('last_day', '<', today)
    .where('filing_case.status', '=', 'under_review')
    // Who waits for an expert cannot get on.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('expert_request')
            .select('expert_request.id')
            .whereRef('expert_request.case_id', '=', 'filing_case.id')
            .where('expert_request.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('last_day')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Cases under examination from before there were leases. */
export async function listWithoutLease(db: Database, limit: number): Promise<{ id: string; examinerId: string }[]> {
  const { rows } = await sql<{ id: string; examinerId: string }>`
    select c.id, c.examiner_id as "examinerId" from filing_case c
    where c.status = 'under_review' and c.examiner_id is not null
      and not exists (select from examination_lease l where l.case_id = c.id) limit ${limit}`.execute(db)
  return rows
}

export async function listLeasesOf(db: Database, accountId: string) {
  return await db
    .selectFrom('examination_lease')
    .innerJoin('filing_case', 'filing_case.id', 'examination_lease.case_id')
    .select([
      'filing_case.id as caseId',
      'filing_case.number',
      'filing_case.name',
      'filing_case.due',
      'examination_lease.last_day as lastDay',
    ])
    .where('account_id', '=', accountId)
    .where('filing_case.status', '=', 'under_review')
    .orderBy('last_day')
    .limit(200)
    .execute()
}

/** Remembers what was looked at; the first look at a submission counts. */
export async function putVisit(tx: Tx, caseId: string, accountId: string, seq: number, now: Date): Promise<void> {
  await tx
    .insertInto('examination_visit')
    .values({ case_id: caseId, account_id: accountId, submission_seq: seq, at: now })
    .onConflict((on) => on.columns(['case_id', 'account_id', 'submission_seq']).doNothing())
    .execute()
}

/** The newest submission of a case, and the last one before it that the account looked at. */
export async function findSeen(db: Database | Tx, caseId: string, accountId: string) {
  const newest = await db
    .selectFrom('submission')
    .select(['seq', 'content'])
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return undefined
  const seen = await db
    .selectFrom('examination_visit as v')
    .innerJoin('submission as s', (on) =>
      on.onRef('s.case_id', '=', 'v.case_id').onRef('s.seq', '=', 'v.submission_seq'),
    )
    .select(['s.seq', 's.content', 'v.at'])
    .where('v.case_id', '=', caseId)
    .where('v.account_id', '=', accountId)
    .where('v.submission_seq', '<', newest.seq)
    .orderBy('v.submission_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { newest, seen }
}
