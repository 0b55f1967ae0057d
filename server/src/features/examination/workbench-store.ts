import type { Waiting } from '@datadeed/core/examination/next'
import type { Person } from '@datadeed/core/kernel/actor'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

type Queryable = Database | Tx

/**
 * The waiting cases `c` that a person may take. Cases of organisations the person has to do with are left out here, not only in the policy:
 * they are never offered.
 */
export const isFreeFor = (
  { parties, usccs, coached, blindTo }: Person,
  regionCode: string | null,
): RawBuilder<SqlBool> =>
  sql<SqlBool>`c.status = 'submitted' and c.party_id <> all(${parties}::uuid[]) and c.id <> all(${blindTo}::uuid[])
    and c.id <> all(${coached}::uuid[])
    and coalesce(c.form ->> 'agentUscc', '') <> all(${usccs}::text[])
    and not exists (select from jsonb_array_elements(c.form -> 'coHolders') h where h ->> 'uscc' = any(${usccs}::text[]))
    and (${regionCode}::text is null or c.prefecture_code = ${regionCode})`

/** The first cases of the queue that the person may take, nearest day first. */
export async function listWaiting(
  db: Queryable,
  person: Person,
  regionCode: string | null,
  limit: number,
): Promise<(Waiting & { number: string })[]> {
  const { rows } = await sql<Waiting & { number: string }>`
    select c.id, c.number, c.due, coalesce(c.submitted_at, c.created_at) as "submittedAt", c.form ->> 'industryCode' as "industryCode",
      c.direction, c.prefecture_code as "prefectureCode"
    from filing_case c
    where ${isFreeFor(person, regionCode)}
    order by coalesce(c.due, date '9999-12-31'), c.id limit ${limit}`.execute(db)
  return rows
}

/** Waiting cases within reach whose company one of the person's accounts coached: open, or closed since a moment. */
export async function countCoached(
  db: Queryable,
  { accounts }: Person,
  regionCode: string | null,
  closedSince: Date | null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from filing_case c
    where c.status = 'submitted' and (${regionCode}::text is null or c.prefecture_code = ${regionCode})
      and c.party_id in (select coached_parties(${accounts}::uuid[], ${closedSince ?? 'infinity'}::timestamptz))`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** Holds a waiting case for this transaction; false where somebody else is just taking it, or has. */
export async function takeWaiting(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('filing_case')
    .select('id')
    .where('id', '=', caseId)
    .where('status', '=', 'submitted')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row !== undefined
}

export async function findProfile(db: Queryable, accountId: string) {
  return await db
    .selectFrom('examiner_profile')
    .select(['industries', 'directions', 'prefectures'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

export async function putProfile(
  tx: Tx,
  accountId: string,
  profile: { industries: string[]; directions: string[]; prefectures: string[] },
  now: Date,
): Promise<void> {
  const values = { ...profile, updated_at: now }
  await tx
    .insertInto('examiner_profile')
    .values({ account_id: accountId, ...values })
    .onConflict((on) => on.column('account_id').doUpdateSet(values))
    .execute()
}

export async function listInterests(db: Queryable, accountId: string) {
  return await db
    .selectFrom('examiner_interest')
    .select(['id', 'uscc', 'name', 'relation', 'declared_at as declaredAt'])
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .orderBy('declared_at')
    .execute()
}

export interface NewInterest {
  id: string
  accountId: string
  uscc: string
  name: string
  relation: string
  at: Date
}

/** False where the organisation is declared already. */
export async function insertInterest(
  tx: Tx,
  { id, accountId, uscc, name, relation, at }: NewInterest,
): Promise<boolean> {
  const done = await tx
    .insertInto('examiner_interest')
    .values({ id, account_id: accountId, uscc, name, relation, declared_at: at })
    .onConflict((on) => on.columns(['account_id', 'uscc']).where('withdrawn_at', 'is', null).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function withdrawInterest(tx: Tx, accountId: string, id: string, now: Date): Promise<boolean> {
  const done = await tx
    .updateTable('examiner_interest')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Names of organisations and logins of accounts, for the person they belong to. */
export async function namesOf(db: Queryable, { accounts, parties }: Person, own: string) {
  const { rows } = await sql<{ organisations: string[]; accounts: string[] }>`
    select (select coalesce(array_agg(name order by name), '{}') from party where id = any(${parties}::uuid[])) as organisations,
      (select coalesce(array_agg(login order by login), '{}') from account where id = any(${accounts}::uuid[]) and id <> ${own}) as accounts`.execute(
    db,
  )
  return rows[0] ?? { organisations: [], accounts: [] }
}

/** Examiners who may take over, with how many cases each holds; whether one has an interest is up to the policy. */
export async function listExaminers(db: Queryable) {
  return await db
    .selectFrom('account')
    .select(({ selectFrom, fn }) => [
      'account.id',
      'account.name',
      'account.region_code as regionCode',
      selectFrom('examination_lease')
        .whereRef('examination_lease.account_id', '=', 'account.id')
        .select(fn.countAll<bigint>().as('n'))
        .as('held'),
    ])
    .where('account.active', '=', true)
    .where(sql<boolean>`'examiner' = any(account.roles)`)
    .orderBy('account.name')
    .limit(500)
    .execute()
}
