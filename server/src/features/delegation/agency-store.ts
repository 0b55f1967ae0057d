import type { NextThing } from '@datadeed/core/delegation/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface AgencyRow {
  /** The case's id. */
  id: string
  /** Sort key: the last day (or the end of time, its very last day once it is over), or the moment of the last change. */
  key: string
  number: string
  name: string
  status: string
  principalId: string
  principalName: string
  delegationId: string
  delegationNumber: string
  actions: string[]
  next: NextThing
  due: string | null
  errors: number
  updatedAt: Date
}

export interface AgencyFilter {
  q?: string | undefined
  principal?: string | undefined
  next?: NextThing | undefined
  status?: string | undefined
}

const likely = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** The delegated cases of an account with what has to be done next; of several delegations the widest counts. */
const work = (accountId: string, today: string): RawBuilder<unknown> => sql`
  work as (
    select c.id, c.number, c.name, c.status, c.party_id as "principalId", principal.name as "principalName",
      d.id as "delegationId", d.number as "delegationNumber", reach.actions, c.error_count as errors, c.updated_at as "updatedAt",
      case
        when c.status = 'correction_required' then 'correct'
        when c.status = 'objection_pending' and o.due is not null then 'answer_objection'
        when c.status = 'awaiting_signature' then 'sign'
        when c.status = 'draft' then 'complete'
        when c.status in ('registered', 'refused', 'withdrawn', 'deemed_withdrawn') then 'done'
        else 'wait'
      end as next,
      case c.status when 'correction_required' then c.due when 'objection_pending' then o.due end as due
    from widest_delegations(${accountId}, ${today}) reach
    join filing_case c on c.id = reach.case_id
    join delegation d on d.id = reach.delegation_id
    join party principal on principal.id = c.party_id
    left join lateral (select min(answer_due) as due from objection where case_id = c.id and status = 'lodged') o on true
  )`

const matching = ({ q, principal, next, status }: AgencyFilter): RawBuilder<unknown> => {
  const like = q ? likely(q) : null
  return sql`true
    ${like ? sql`and (w.name ilike ${like} or w.number ilike ${like} or w."principalName" ilike ${like})` : sql``}
    ${principal ? sql`and w."principalId" = ${principal}` : sql``}
    ${status ? sql`and w.status = ${status}` : sql``}
    ${next ? sql`and w.next = ${next}` : sql``}`
}

// What is over comes after all that has no last day.
const due = sql`coalesce(w.due, case w.next when 'done' then date '9999-12-31' else date '9999-12-30' end)`
const orders = {
  due: { key: sql`${due}::text`, order: sql`${due}, w.id`, after: (at: string) => sql`(${due}, w.id) > (${at}::date,` },
  updated: {
    key: sql`to_char(w."updatedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    order: sql`date_trunc('milliseconds', w."updatedAt") desc, w.id desc`,
    after: (at: string) => sql`(date_trunc('milliseconds', w."updatedAt"), w.id) < (${at}::timestamptz,`,
  },
}

export async function listAgencyRows(
  db: Database,
  { accountId, today }: { accountId: string; today: string },
  filter: AgencyFilter,
  sort: keyof typeof orders,
  after: readonly [string, string] | null,
  limit: number,
): Promise<AgencyRow[]> {
  const { key, order, after: beyond } = orders[sort]
  const { rows } = await sql<AgencyRow>`
    with ${work(accountId, today)}
    select w.*, ${key} as key from work w
    where ${matching(filter)} ${after ? sql`and ${beyond(after[0])} ${after[1]}::uuid)` : sql``}
    order by ${order} limit ${limit}`.execute(db)
  return rows
}

/** How many cases wait for each thing, under the filter but for that. */
export async function countAgency(
  db: Database,
  { accountId, today }: { accountId: string; today: string },
  filter: AgencyFilter,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ next: string; count: number }>`
    with ${work(accountId, today)}
    select w.next, count(*)::int as count from work w where ${matching({ ...filter, next: undefined })} group by w.next`.execute(
    db,
  )
  return new Map(rows.map(({ next, count }) => [next, count]))
}

/** For whom the account may act today, with how many cases that is. */
export async function listPrincipals(db: Database, accountId: string, today: string) {
  const { rows } = await sql<{ id: string; name: string; delegationId: string; until: string; cases: number }>`
    select d.principal_id as id, principal.name, d.id as "delegationId", d.valid_until as until,
      (select count(*)::int from delegated_cases(${accountId}, ${today}) c where c.delegation_id = d.id) as cases
    from delegations_in_force(${accountId}, ${today}) d join party principal on principal.id = d.principal_id
    order by principal.name, d.number`.execute(db)
  return rows
}
