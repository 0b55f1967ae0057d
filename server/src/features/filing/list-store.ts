import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { CaseScope } from '@datadeed/core/kernel/actor'
import { CompiledQuery, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface CaseFilter {
  status?: CaseStatus[]
  prefectureCode?: string
  direction?: string
  /** An account's id, or `none` for nobody's. */
  assigned?: string
  /** Today; cases whose day lies before it. */
  overdueOn?: string
  /** Only those in the green channel. */
  green?: true
  number?: string
  /** Part of a name, a number or a company's name. */
  q?: string
}

export type CaseSort = 'updated' | 'due' | 'submitted'
/** Sort key and id of the last row seen. */
export type After = readonly [key: string, id: string]

export interface ListedCase {
  id: string
  number: string
  name: string
  status: CaseStatus
  partyId: string
  partyName: string
  prefectureCode: string
  direction: string | null
  /** Moments as PostgreSQL writes them. */
  submittedAt: string | null
  updatedAt: string
  due: string | null
  examinerName: string | null
  errorCount: number
  warningCount: number
  green: boolean
}

// Written out, not as parameters: only then does the planner know that the partial indexes apply.
const toStaff = `c.status not in ('draft', 'awaiting_signature')`
const likely = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** Conditions as text, their values added to `values`: the lists are read too often to be put together by a query builder. */
function conditions(scope: CaseScope, filter: CaseFilter, values: unknown[]) {
  const value = (given: unknown) => `$${values.push(given)}`
  const all: string[] = []
  if (scope.kind === 'nothing') all.push('false')
  else if (scope.kind === 'delegated') {
    all.push(`c.party_id = ${value(scope.partyId)}`)
    if (scope.cases) all.push(`c.id = any(${value(scope.cases)}::uuid[])`)
  } else if (scope.kind === 'party') all.push(`c.party_id = ${value(scope.partyId)}`)
  else all.push(toStaff)
  if (scope.kind === 'region') all.push(`c.prefecture_code = ${value(scope.regionCode)}`)
  if (scope.kind === 'everything' && scope.except) all.push(`c.id <> all(${value(scope.except)}::uuid[])`)
  const { status, q } = filter
  if (status?.length === 1) all.push(`c.status = ${value(status[0])}`)
  else if (status) all.push(`c.status = any(${value(status)}::text[])`)
  if (filter.prefectureCode) all.push(`c.prefecture_code = ${value(filter.prefectureCode)}`)
  if (filter.direction) all.push(`c.direction = ${value(filter.direction)}`)
  if (filter.assigned === 'none') all.push('c.examiner_id is null')
  else if (filter.assigned) all.push(`c.examiner_id = ${value(filter.assigned)}`)
  if (filter.overdueOn) all.push(`c.due < ${value(filter.overdueOn)}`)
  if (filter.green) all.push('c.green')
  if (filter.number) all.push(`c.number = ${value(filter.number)}`)
  if (q) {
    const like = value(likely(q))
    all.push(
      `(c.name ilike ${like} or c.number ilike ${like} or c.party_id in (select id from party where name ilike ${like}))`,
    )
  }
  return { all, value }
}

const keys = {
  updated: { key: 'c.updated_at', type: 'timestamptz', beyond: '<', order: 'desc' },
  submitted: {
    key: `coalesce(c.submitted_at, timestamptz '1970-01-01 00:00:00Z')`,
    type: 'timestamptz',
    beyond: '<',
    order: 'desc',
  },
  due: { key: `coalesce(c.due, date '9999-12-31')`, type: 'date', beyond: '>', order: 'asc' },
} as const

/** The tally knows kinds of cases: neither companies nor days nor words. */
const isTallied = ({ kind }: CaseScope, { overdueOn, number, q }: CaseFilter) =>
  (kind === 'everything' || kind === 'region') && !overdueOn && !number && !q

/** Cases to be counted, by their kinds where the tally knows them and otherwise one by one: `how many from which`. */
function counted(scope: CaseScope, filter: CaseFilter, values: unknown[]): { count: string; from: string } {
  const from = (scope: CaseScope, table: string) =>
    `${table} c where ${conditions(scope, filter, values).all.join(' and ') || 'true'}`
  if (!isTallied(scope, filter)) return { count: 'count(*)', from: from(scope, 'filing_case') }
  const count = 'coalesce(sum(c.cases), 0)'
  if (scope.kind !== 'everything' || !scope.except) return { count, from: from(scope, 'case_tally') }
  const kinds = 'status, prefecture_code, direction, examiner_id, green'
  const hidden = `select ${kinds}, -1 from filing_case where id = any($${values.push(scope.except)}::uuid[])`
  return { count, from: from({ kind: 'everything' }, `(select ${kinds}, cases from case_tally union all ${hidden})`) }
}

function totalOf(scope: CaseScope, filter: CaseFilter, values: unknown[]): string {
  const { count, from } = counted(scope, filter, values)
  return `select ${count} from ${from}`
}

/**
 * One page of cases with the key of each row, and how many cases there are, of one moment; with equal keys the smaller id
 * comes first. Searches are not counted here: `total` is null. `limit` is an integer.
 */
export async function listCaseRows(
  db: Database,
  scope: CaseScope,
  filter: CaseFilter,
  sort: CaseSort,
  after: After | null,
  limit: number,
): Promise<{ rows: (ListedCase & { key: string })[]; total: number | null }> {
  const values: unknown[] = []
  const total = filter.q ? 'null' : totalOf(scope, filter, values)
  const { all, value } = conditions(scope, filter, values)
  const { key, type, beyond, order } = keys[sort]
  if (after) {
    const last = `(select ${value(after[0])}::${type})`
    // From a subquery the planner takes no value into account, so the plan made once serves every page.
    all.push(`${key} ${beyond}= ${last} and not (${key} = ${last} and c.id <= ${value(after[1])}::uuid)`)
  }
  // The page is cut first; names are then looked up row by row, which no statistics can turn into a scan.
  const text = `
    select (${total})::int as total, page.id, page.number, page.name, page.status, page."partyId", page."prefectureCode", page.direction,
      page."submittedAt"::text as "submittedAt", page."updatedAt"::text as "updatedAt", page.due, page."errorCount", page."warningCount", page.green, page.key::text as key,
      (select name from party where id = page."partyId") as "partyName",
      (select name from account where id = page.examiner_id) as "examinerName"
    from (values (1)) as once left join (
      select c.id, c.number, c.name, c.status, c.party_id as "partyId", c.prefecture_code as "prefectureCode",
        c.direction, c.submitted_at as "submittedAt", c.updated_at as "updatedAt", c.due, c.examiner_id,
        c.error_count as "errorCount", c.warning_count as "warningCount", c.green, ${key} as key
      from filing_case c where ${all.join(' and ')}
      order by ${key} ${order}, c.id limit ${Math.trunc(limit)}
    ) page on true
    order by page.key ${order}, page.id`
  type Found = ListedCase & { key: string; total: number | null }
  const { rows } = await db.executeQuery<Found>(CompiledQuery.raw(text, values))
  return { rows: rows.filter(({ id }) => id !== null), total: rows[0]?.total ?? null }
}

/** How many cases a search finds. */
export async function countCases(db: Database, scope: CaseScope, filter: CaseFilter): Promise<number> {
  const values: unknown[] = []
  const text = `select (${totalOf(scope, filter, values)})::int as count`
  const { rows } = await db.executeQuery<{ count: number }>(CompiledQuery.raw(text, values))
  return rows[0]?.count ?? 0
}

/** Adds up the rows of the tally that are of one kind. */
export async function mergeTally(db: Database): Promise<void> {
  await sql`
    with same as (
      select array_agg(id) as ids, status, prefecture_code, direction, examiner_id, green, sum(cases) as cases
      from case_tally group by status, prefecture_code, direction, examiner_id, green having count(*) > 1 or sum(cases) = 0
    ), gone as (
      delete from case_tally using same where id = any(same.ids)
    )
    insert into case_tally (status, prefecture_code, direction, examiner_id, green, cases)
    select status, prefecture_code, direction, examiner_id, green, cases from same where cases <> 0`.execute(db)
}

/** How many cases there are in each state. */
export async function countCasesByStatus(db: Database, scope: CaseScope): Promise<{ status: string; count: number }[]> {
  const values: unknown[] = []
  const { count, from } = counted(scope, {}, values)
  const text = `select c.status, ${count}::int as count from ${from} group by c.status having ${count} > 0`
  const { rows } = await db.executeQuery<{ status: string; count: number }>(CompiledQuery.raw(text, values))
  return rows
}
