import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export async function insertDecision(tx: Tx, values: Insertable<DB['published_decision']>): Promise<void> {
  await tx.insertInto('published_decision').values(values).execute()
}

export async function updateDecision(tx: Tx, id: string, values: Updateable<DB['published_decision']>): Promise<void> {
  await tx.updateTable('published_decision').set(values).where('id', '=', id).execute()
}

export async function findDecisionOf(db: Database, objectionId: string): Promise<{ id: string } | undefined> {
  return await db
    .selectFrom('published_decision')
    .select('id')
    .where('objection_id', '=', objectionId)
    .executeTakeFirst()
}

const drafts = (db: Database | Tx) =>
  db
    .selectFrom('published_decision')
    .innerJoin('objection', 'objection.id', 'published_decision.objection_id')
    .innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
    .leftJoin('account as checker', 'checker.id', 'published_decision.checked_by')
    .leftJoin('account as releaser', 'releaser.id', 'published_decision.released_by')
    .selectAll('published_decision')
    .select(['objection.number as objection_number', 'objection.case_id', 'objection.decided_by'])
    .select(['objection.statement', 'objection.answer as original_answer'])
    .select(
      sql<string | null>`coalesce(objection.decision, (select m.note from mediation m
        where m.objection_id = objection.id and m.status = 'agreed'))`.as('decision'),
    )
    .select(['filing_case.name as case_name', 'filing_case.party_id', 'filing_case.prefecture_code'])
    .select(['filing_case.pack_jurisdiction as packJurisdiction', 'filing_case.pack_version as packVersion'])
    .select(['checker.name as checker_name', 'releaser.name as releaser_name'])

/** A decision's text with what it was made from, for staff. */
export async function findDraft(db: Database | Tx, id: string) {
  return await drafts(db).where('published_decision.id', '=', id).executeTakeFirst()
}
export type DraftRow = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export async function lockDecision(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom('published_decision').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return row !== undefined
}

/** Everything that names a party of an objection's case; what the decision's text must not say. */
export async function listNames(db: Database | Tx, objectionId: string) {
  return await db
    .selectFrom('objection')
    .innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
    .innerJoin('notice', 'notice.id', 'objection.notice_id')
    .innerJoin('party', 'party.id', 'filing_case.party_id')
    .innerJoin('deposit', 'deposit.id', 'filing_case.deposit_id')
    .innerJoin('objection as joined', 'joined.case_id', 'filing_case.id')
    .select(['filing_case.name as data_name', 'filing_case.number as case_number', 'filing_case.form'])
    .select(['notice.number as notice_number', 'deposit.number as deposit_number', 'deposit.title as deposit_title'])
    .select(['party.name as party_name', 'party.contact_name', 'party.contact_email', 'party.uscc', 'party.address'])
    .select(['joined.number as objection_number', 'joined.objector_name', 'joined.objector_id_number'])
    .where('objection.id', '=', objectionId)
    .execute()
}

interface DecisionFilter {
  q: string
  ground?: string | undefined
  outcome?: string | undefined
}

/** Decisions with the rules under which their case stood. */
const decided = (db: Database) =>
  db.selectFrom(
    db
      .selectFrom('published_decision')
      .innerJoin('objection', 'objection.id', 'published_decision.objection_id')
      .innerJoin('filing_case', 'filing_case.id', 'objection.case_id')
      .selectAll('published_decision')
      .select(['filing_case.pack_jurisdiction as packJurisdiction', 'filing_case.pack_version as packVersion'])
      .as('published_decision'),
  )

function released(db: Database, filter: DecisionFilter) {
  const words = filter.q.split(/\s+/).filter(Boolean)
  // As in the register: any part of the text, so that a word of two characters is found.
  const text = sql<string>`concat_ws(' ', number, facts, answer, reasoning, rule)`
  return decided(db)
    .where('status', '=', 'released')
    .$if(filter.ground !== undefined, (q) => q.where('ground', '=', filter.ground ?? ''))
    .$if(filter.outcome !== undefined, (q) => q.where('outcome', '=', filter.outcome ?? ''))
    .$if(words.length > 0, (q) =>
      q.where((on) => on.and(words.map((word) => on(text, 'ilike', `%${word.replace(/[\\%_]/g, '\\$&')}%`)))),
    )
}

export async function listReleased(
  db: Database,
  filter: DecisionFilter,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await released(db, filter)
    .selectAll()
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(released_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('released_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}
export type DecisionRow = Awaited<ReturnType<typeof listReleased>>[number]

export async function countReleased(db: Database, filter: DecisionFilter): Promise<number> {
  const { n } = await released(db, filter).select(sql<bigint>`count(*)`.as('n')).executeTakeFirstOrThrow()
  return Number(n)
}

/** Objections that were settled, and of how many what was agreed is public. */
export async function countSettled(db: Database): Promise<{ total: number; published: number }> {
  const { rows } = await sql<{ total: number; published: number }>`
    select count(*)::int as total, count(d.id)::int as published from mediation m
    left join published_decision d on d.objection_id = m.objection_id and d.status = 'released'
    where m.status = 'agreed'`.execute(db)
  return rows[0] ?? { total: 0, published: 0 }
}

/** Released or taken down: a number once public keeps its address. */
export async function findByNumber(db: Database, number: string): Promise<DecisionRow | undefined> {
  return await decided(db).selectAll().where('number', '=', number).executeTakeFirst()
}

/** Of each ground how many decisions are public, and the newest. */
export async function countGrounds(db: Database) {
  return await decided(db)
    .where('status', '=', 'released')
    .distinctOn('ground')
    .select(['ground', 'number', 'outcome', 'packJurisdiction', 'packVersion'])
    .select(sql<number>`(count(*) over (partition by ground))::int`.as('count'))
    .orderBy('ground')
    .orderBy('released_at', 'desc')
    .execute()
}

export async function listDraftRows(
  db: Database,
  status: string | undefined,
  after: readonly [string, string] | null,
  limit: number,
) {
  return await drafts(db)
    .$if(status !== undefined, (q) => q.where('published_decision.status', '=', status ?? ''))
    .$if(after !== null, (q) =>
      q.where(
        sql<boolean>`(published_decision.decided_at, published_decision.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('published_decision.decided_at', 'desc')
    .orderBy('published_decision.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export async function countDraftRows(db: Database, status: string | undefined): Promise<number> {
  const row = await db
    .selectFrom('published_decision')
    .select(sql<bigint>`count(*)`.as('n'))
    .$if(status !== undefined, (q) => q.where('status', '=', status ?? ''))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
