import type { ActKind } from '@datadeed/core/notification/changes'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface ActRow {
  /** The case's id, the objection's, or the affair's. */
  id: string
  /** Sort key: the last day, or the end of time. */
  key: string
  caseId: string | null
  caseNumber: string
  name: string
  act: ActKind
  due: string | null
  objectionId: string | null
  objectionNumber: string | null
  affairId: string | null
  affairKind: string | null
  errors: number
  updatedAt: Date
  /** Null for the own organisation's. */
  delegationId: string | null
  actions: string[] | null
  principal: string
}

const likely = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** Whose cases: an organisation's, and those delegated to an account; of these all, or what one delegation reaches. */
export interface Whose {
  partyId: string | null
  accountId: string | null
  today: string
  delegationId: string | null
}

/** What has to be done: from the states of the cases, the objections nobody answered yet, and the affairs that wait for a signature. */
function acts({ partyId, accountId, today, delegationId }: Whose, q: string | undefined): RawBuilder<unknown> {
  const named = q === undefined ? sql`` : sql`and (c.name ilike ${likely(q)} or c.number ilike ${likely(q)})`
  const of = (cases: RawBuilder<unknown>) => sql`
    select c.id, c.id as "caseId", c.number as "caseNumber", c.name, c.error_count as errors, c.updated_at as "updatedAt",
      case c.status when 'correction_required' then 'correct' when 'awaiting_signature' then 'sign' else 'complete' end as act,
      case c.status when 'correction_required' then c.due end as due, null::uuid as "objectionId", null as "objectionNumber",
      c.delegation_id as "delegationId", c.actions, (select name from party where id = c.party_id) as principal,
      null::uuid as "affairId", null as "affairKind"
    from (${cases}) c
    where c.status in ('correction_required', 'awaiting_signature', 'draft') ${named}
    union all
    select o.id, c.id, c.number, c.name, 0, c.updated_at, 'answer_objection', o.answer_due, o.id, o.number,
      c.delegation_id, c.actions, (select name from party where id = c.party_id), null, null
    from (${cases}) c join objection o on o.case_id = c.id and o.status = 'lodged'
    where c.status = 'objection_pending' ${named}`
  const own = of(
    sql`select c.*, null::uuid as delegation_id, null::text[] as actions from filing_case c where c.party_id = ${partyId}`,
  )
  const reach = delegationId
    ? sql`delegated_cases(${accountId}, ${today}) d join filing_case c on c.id = d.case_id and d.delegation_id = ${delegationId}`
    : sql`widest_delegations(${accountId}, ${today}) d join filing_case c on c.id = d.case_id`
  const delegated = of(sql`select c.*, d.delegation_id, d.actions from ${reach}`)
  // Begun and not sent yet, or sent to the organisation to sign.
  const affairs = (of: RawBuilder<unknown>) => sql`
    select f.id, null::uuid, f.number, e.name, 0, f.updated_at, 'sign_affair', null::date, null::uuid, null,
      w.delegation_id, w.actions, (select name from party where id = w.party_id), f.id as "affairId", f.kind
    from ${of} join register_affair f on f.entry_id = e.id
    left join register_signature s on s.affair_id = f.id and s.party_id = w.party_id
    where ((f.status = 'draft' and f.party_id = w.party_id)
      or (f.status = 'awaiting_signatures' and s.party_id is not null and s.account_id is null))
      ${q === undefined ? sql`` : sql`and (e.name ilike ${likely(q)} or f.number ilike ${likely(q)})`}`
  const ownAffairs = affairs(sql`register_entry e
    join (select ${partyId}::uuid as party_id, null::uuid as delegation_id, null::text[] as actions) w on true`)
  // Of several delegations the one that allows most.
  const delegatedAffairs = sql`
    select distinct on (f.id) f.* from (${affairs(sql`
    (select d.id as delegation_id, d.principal_id as party_id, d.actions, d.all_cases
      from delegations_in_force(${accountId}, ${today}) d
      where 'affair' = any(d.actions) ${delegationId ? sql`and d.id = ${delegationId}` : sql``}) w
    join register_entry e on w.all_cases
      or exists (select from delegation_case n where n.delegation_id = w.delegation_id and n.case_id = e.case_id)`)}) f
    order by f.id, cardinality(f.actions) desc`
  return sql`(${own} union all ${delegated} union all ${ownAffairs} union all (${delegatedAffairs})) a`
}

export async function listActRows(
  db: Database,
  whose: Whose,
  { act, q }: { act?: ActKind; q?: string },
  after: readonly [string, string] | null,
  limit: number,
): Promise<ActRow[]> {
  const key = sql`coalesce(a.due, date '9999-12-31')`
  const { rows } = await sql<ActRow>`
    select a.*, ${key}::text as key from ${acts(whose, q)}
    where true ${act ? sql`and a.act = ${act}` : sql``}
      ${after ? sql`and (${key}, a.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by ${key}, a.id limit ${limit}`.execute(db)
  return rows
}

export async function countActs(db: Database, whose: Whose, q: string | undefined): Promise<Map<string, number>> {
  const { rows } = await sql<{ act: string; count: number }>`
    select a.act, count(*)::int as count from ${acts(whose, q)} group by a.act`.execute(db)
  return new Map(rows.map(({ act, count }) => [act, count]))
}
