import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { Scope } from '@datadeed/core/kernel/actor'
import { CompiledQuery } from 'kysely'
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

/** Conditions as text with their values: the lists are read too often to be put together by a query builder. */
function conditions(scope: Scope, filter: CaseFilter) {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const all: string[] = []
  if (scope.kind === 'nothing') all.push('false')
  else if (scope.kind === 'party') all.push(`c.party_id = ${value(scope.partyId)}`)
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
  return { all, values, value }
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

/** One page of cases and the key of each row; with equal keys the smaller id comes first. `limit` is an integer. */
export async function listCaseRows(
  db: Database,
  scope: Scope,
  filter: CaseFilter,
  sort: CaseSort,
  after: After | null,
  limit: number,
): Promise<(ListedCase & { key: string })[]> {
  const { all, values, value } = conditions(scope, filter)
  const { key, type, beyond, order } = keys[sort]
  if (after) {
    const last = `(select ${value(after[0])}::${type})`
    // From a subquery the planner takes no value into account, so the plan made once serves every page.
    all.push(`${key} ${beyond}= ${last} and not (${key} = ${last} and c.id <= ${value(after[1])}::uuid)`)
  }
  // The page is cut first; names are then looked up row by row, which no statistics can turn into a scan.
  const text = `
    select page.id, page.number, page.name, page.status, page."partyId", page."prefectureCode", page.direction,
      page."submittedAt"::text as "submittedAt", page."updatedAt"::text as "updatedAt", page.due, page."errorCount", page."warningCount", page.green, page.key::text as key,
      (select name from party where id = page."partyId") as "partyName",
      (select name from account where id = page.examiner_id) as "examinerName"
    from (
      select c.id, c.number, c.name, c.status, c.party_id as "partyId", c.prefecture_code as "prefectureCode",
        c.direction, c.submitted_at as "submittedAt", c.updated_at as "updatedAt", c.due, c.examiner_id,
        c.error_count as "errorCount", c.warning_count as "warningCount", c.green, ${key} as key
      from filing_case c where ${all.join(' and ')}
      order by ${key} ${order}, c.id limit ${Math.trunc(limit)}
    ) page
    order by page.key ${order}, page.id`
  const { rows } = await db.executeQuery<ListedCase & { key: string }>(CompiledQuery.raw(text, values))
  return rows
}

/** How many cases there are. */
export async function countCases(db: Database, scope: Scope, filter: CaseFilter): Promise<number> {
  const { all, values } = conditions(scope, filter)
  const text = `select count(*)::int as count from filing_case c where ${all.join(' and ')}`
  const { rows } = await db.executeQuery<{ count: number }>(CompiledQuery.raw(text, values))
  return rows[0]?.count ?? 0
}

/** How many cases there are in each state. */
export async function countCasesByStatus(db: Database, scope: Scope): Promise<{ status: string; count: number }[]> {
  const { all, values } = conditions(scope, {})
  const text = `select c.status, count(*)::int as count from filing_case c where ${all.join(' and ')} group by c.status`
  const { rows } = await db.executeQuery<{ status: string; count: number }>(CompiledQuery.raw(text, values))
  return rows
}
