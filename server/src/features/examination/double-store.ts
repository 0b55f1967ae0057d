import type { Opinion, Pair, Verdict } from '@datadeed/core/examination/agreement'
import type { Person } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** Puts a case's first submission into the sample. */
export async function insertSample(tx: Tx, id: string, caseId: string, now: Date): Promise<void> {
  await tx
    .insertInto('double_examination')
    .values({ id, case_id: caseId, submission_seq: 1, selected_at: now })
    .onConflict((on) => on.column('case_id').doNothing())
    .execute()
}

export async function lockSample(tx: Tx, caseId: string) {
  return await tx
    .selectFrom('double_examination')
    .select(['id', 'second_account as secondAccount'])
    .where('case_id', '=', caseId)
    .where('first_verdict', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function putFirst(tx: Tx, id: string, accountId: string, { verdict, marks }: Opinion, now: Date) {
  await tx
    .updateTable('double_examination')
    .set({ first_account: accountId, first_verdict: verdict, first_marks: [...marks], first_at: now })
    .where('id', '=', id)
    .execute()
}

/** Rules whose findings the examiner confirmed, by the last word on each. */
export async function listConfirmed(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select distinct code from (
      select distinct on (code, field, message) code, verdict from finding_judgement where case_id = ${caseId}
      order by code, field, message, id desc
    ) last where verdict = 'confirmed'`.execute(tx)
  return rows.map(({ code }) => code)
}

/**
 * Gives a sampled case to the person: one that somebody else examines or examined, that the person never looked at, and of no organisation
 * they have to do with. Two who ask at once get two cases.
 */
export async function takeSample(tx: Tx, person: Person, accountId: string, now: Date): Promise<string | undefined> {
  const { accounts, parties, usccs, coached } = person
  const { rows } = await sql<{ id: string }>`
    update double_examination set second_account = ${accountId}, assigned_at = ${now} where id = (
      select d.id from double_examination d join filing_case c on c.id = d.case_id
      where d.second_account is null and coalesce(d.first_account, c.examiner_id) <> all(${accounts}::uuid[])
        and coalesce(c.examiner_id, d.first_account) <> all(${accounts}::uuid[])
        and c.party_id <> all(${parties}::uuid[]) and coalesce(c.form ->> 'agentUscc', '') <> all(${usccs}::text[])
        and c.id <> all(${coached}::uuid[])
        and not exists (select from jsonb_array_elements(c.form -> 'coHolders') h where h ->> 'uscc' = any(${usccs}::text[]))
        and not exists (select from examination_visit v where v.case_id = c.id and v.account_id = any(${accounts}::uuid[]))
        and not exists (select from case_event e where e.case_id = c.id and e.actor_id = any(${accounts}::uuid[]))
      order by d.selected_at limit 1 for update of d skip locked
    ) returning id`.execute(tx)
  return rows[0]?.id
}

/** The person's own sampled case that still waits for their opinion. */
export async function findOpenSample(db: Database | Tx, accounts: readonly string[]): Promise<string | undefined> {
  const row = await db
    .selectFrom('double_examination')
    .select('id')
    .where('second_account', 'in', [...accounts])
    .where('second_at', 'is', null)
    .orderBy('assigned_at')
    .executeTakeFirst()
  return row?.id
}

/** A sampled case of this account with the text that was submitted; what was decided is not read. */
export async function findSample(db: Database | Tx, id: string, accountId: string) {
  return await db
    .selectFrom('double_examination as d')
    .innerJoin('filing_case as c', 'c.id', 'd.case_id')
    .innerJoin('party', 'party.id', 'c.party_id')
    .innerJoin('submission as s', (on) =>
      on.onRef('s.case_id', '=', 'd.case_id').onRef('s.seq', '=', 'd.submission_seq'),
    )
    .select([
      'd.id',
      'd.case_id as caseId',
      'd.second_at as secondAt',
      'c.number',
      'c.prefecture_code as prefectureCode',
      'c.pack_jurisdiction as packJurisdiction',
      'c.pack_version as packVersion',
      'party.name as partyName',
      's.submitted_at as submittedAt',
      's.content',
    ])
    .where('d.id', '=', id)
    .where('d.second_account', '=', accountId)
    .executeTakeFirst()
}

/** Keeps an opinion once; false where it is there already. */
export async function putSecond(tx: Tx, id: string, accountId: string, opinion: Opinion & { note: string }, now: Date) {
  const done = await tx
    .updateTable('double_examination')
    .set({
      second_verdict: opinion.verdict,
      second_marks: [...opinion.marks],
      second_note: opinion.note,
      second_at: now,
    })
    .where('id', '=', id)
    .where('second_account', '=', accountId)
    .where('second_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function countSamples(db: Database): Promise<{ sampled: number; waiting: number }> {
  const { rows } = await sql<{ sampled: number; waiting: number }>`
    select count(*)::int as sampled, count(*) filter (where second_at is null)::int as waiting from double_examination`.execute(
    db,
  )
  return rows[0] ?? { sampled: 0, waiting: 0 }
}

/** Both opinions of the newest cases that have two. */
export async function listPairs(db: Database, limit: number): Promise<Pair[]> {
  const rows = await db
    .selectFrom('double_examination')
    .select(['first_verdict', 'first_marks', 'second_verdict', 'second_marks'])
    .where('first_at', 'is not', null)
    .where('second_at', 'is not', null)
    .orderBy('second_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => [
    { verdict: row.first_verdict as Verdict, marks: row.first_marks ?? [] },
    { verdict: row.second_verdict as Verdict, marks: row.second_marks ?? [] },
  ])
}
