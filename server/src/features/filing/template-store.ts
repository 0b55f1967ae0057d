import type { Expression } from 'kysely'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** A registration whose holder lets it stand as an example. */
export interface ExampleRow {
  id: string
  registrationNumber: string
  name: string
  holder: string
  partyId: string
  direction: string | null
  industryCode: string
  status: string
  content: Record<string, unknown>
  note: string | null
  chosenAt: Date | null
  /** Place in the list. */
  place: string
}

/**
 * The last word of the present holder, and of staff after it: who consents anew is chosen anew. Only what is in force today is an example.
 */
const examples = (today: string): RawBuilder<ExampleRow> => sql<ExampleRow>`
  select e.id, e.registration_number as "registrationNumber", e.name, e.holder, e.party_id as "partyId", e.direction,
    e.industry_code as "industryCode", e.status, e.content, choice.note, choice.at as "chosenAt",
    coalesce(choice.seq, consent.seq)::text as place, coalesce(choice.seq, consent.seq) as seq, choice.act = 'choose' as chosen
  from (select distinct entry_id from example_act) known
  join register_entry e on e.id = known.entry_id
  join lateral (
    select seq, act, party_id from example_act a
    where a.entry_id = e.id and a.act in ('consent', 'withdraw') order by seq desc limit 1
  ) consent on consent.act = 'consent' and consent.party_id = e.party_id
  left join lateral (
    select seq, act, note, at from example_act a
    where a.entry_id = e.id and a.act in ('choose', 'drop') and a.seq > consent.seq order by seq desc limit 1
  ) choice on true
  where e.status = 'active' and e.valid_until >= ${today}::date`

export interface ExampleFilter {
  today: string
  chosen: boolean
  direction?: string | undefined
  /** Expression that the industry's code matches. */
  industries?: string | undefined
  q?: string | undefined
}

function conditions({ chosen, direction, industries, q }: ExampleFilter): Expression<boolean> {
  const like = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const parts = [
    sql`coalesce(chosen, false) = ${chosen}`,
    ...(direction ? [sql`direction = ${direction}`] : []),
    ...(industries ? [sql`"industryCode" ~ ${industries}`] : []),
    ...(like ? [sql`(name ilike ${like} or holder ilike ${like} or content->>'scenario' ilike ${like})`] : []),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Examples, the last chosen first; `after` is the place of the last one shown. */
export async function listExamples(
  db: Database,
  filter: ExampleFilter,
  after: string | null,
  limit: number,
): Promise<{ rows: ExampleRow[]; total: number }> {
  const { rows } = await sql<ExampleRow>`
    select * from (${examples(filter.today)}) x where ${conditions(filter)} and (${after}::bigint is null or seq < ${after}::bigint)
    order by seq desc limit ${limit + 1}`.execute(db)
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from (${examples(filter.today)}) x where ${conditions(filter)}`.execute(db)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** One registration that may be or is an example. */
export async function findExample(
  db: Database | Tx,
  entryId: string,
  today: string,
): Promise<(ExampleRow & { chosen: boolean }) | undefined> {
  const { rows } = await sql<ExampleRow & { chosen: boolean | null }>`
    select * from (${examples(today)}) x where id = ${entryId}`.execute(db)
  return rows[0] && { ...rows[0], chosen: rows[0].chosen === true }
}

/** The registration of a case with the word of its holder. */
export async function findConsent(
  db: Database | Tx,
  caseId: string,
): Promise<
  | { entryId: string; partyId: string; inForce: boolean; consented: boolean; since: Date | null; clones: number }
  | undefined
> {
  const { rows } = await sql<{
    entryId: string
    partyId: string
    inForce: boolean
    consented: boolean
    since: Date | null
    clones: number
  }>`
    select e.id as "entryId", e.party_id as "partyId", e.status = 'active' as "inForce",
      coalesce(last.act = 'consent' and last.party_id = e.party_id, false) as consented, last.at as since,
      (select count(*)::int from case_origin o where o.entry_id = e.id) as clones
    from register_entry e
    left join lateral (
      select act, party_id, at from example_act a
      where a.entry_id = e.id and a.act in ('consent', 'withdraw') order by seq desc limit 1
    ) last on true
    where e.case_id = ${caseId}`.execute(db)
  return rows[0]
}

/** Holds the registration while its examples' acts are decided. */
export async function lockEntry(tx: Tx, entryId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${entryId}, 4223))`.execute(tx)
}

export async function insertExampleAct(
  tx: Tx,
  act: {
    entryId: string
    act: 'consent' | 'withdraw' | 'choose' | 'drop'
    partyId: string | null
    note?: string
    accountId: string
    at: Date
  },
): Promise<void> {
  const { entryId: entry_id, partyId: party_id, accountId: account_id, note = '', at } = act
  await tx.insertInto('example_act').values({ entry_id, act: act.act, party_id, note, account_id, at }).execute()
}

export async function insertOrigin(
  tx: Tx,
  origin: { caseId: string; template: string | null; entryId: string | null; title: string; at: Date },
): Promise<void> {
  const { caseId: case_id, entryId: entry_id, template, title, at } = origin
  await tx.insertInto('case_origin').values({ case_id, entry_id, template, title, at }).execute()
}

export async function findOrigin(
  db: Database,
  caseId: string,
): Promise<{ title: string; registrationNumber: string | null } | undefined> {
  return await db
    .selectFrom('case_origin')
    .leftJoin('register_entry', 'register_entry.id', 'case_origin.entry_id')
    .select(['case_origin.title', 'register_entry.registration_number as registrationNumber'])
    .where('case_origin.case_id', '=', caseId)
    .executeTakeFirst()
}
