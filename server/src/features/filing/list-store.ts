import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { Scope } from '@datadeed/core/kernel/actor'
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { DB } from '../../platform/db/types.gen.ts'

export interface CaseFilter {
  status?: CaseStatus[]
  prefectureCode?: string
  direction?: string
  /** An account's id, or `none` for nobody's. */
  assigned?: string
  /** Today; cases whose day lies before it. */
  overdueOn?: string
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
  submittedAt: Date | null
  updatedAt: Date
  due: string | null
  examinerName: string | null
  errorCount: number
  warningCount: number
}

type Where = ExpressionBuilder<DB, 'filing_case'>

// Written out, not as parameters: only then does the planner know that the partial indexes apply.
const visibleToStaff = sql<SqlBool>`filing_case.status not in ('draft', 'awaiting_signature')`
const likely = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

function scoped(eb: Where, scope: Scope) {
  switch (scope.kind) {
    case 'everything':
      return visibleToStaff
    case 'region':
      return eb.and([visibleToStaff, eb('filing_case.prefecture_code', '=', scope.regionCode)])
    case 'party':
      return eb('filing_case.party_id', '=', scope.partyId)
    case 'nothing':
      return sql<SqlBool>`false`
  }
}

function filtered(eb: Where, filter: CaseFilter) {
  const all = []
  const { status, q } = filter
  if (status?.length === 1 && status[0]) all.push(eb('filing_case.status', '=', status[0]))
  else if (status) all.push(sql<SqlBool>`filing_case.status = any(${status}::text[])`)
  if (filter.prefectureCode) all.push(eb('filing_case.prefecture_code', '=', filter.prefectureCode))
  if (filter.direction) all.push(eb('filing_case.direction', '=', filter.direction))
  if (filter.assigned === 'none') all.push(eb('filing_case.examiner_id', 'is', null))
  else if (filter.assigned) all.push(eb('filing_case.examiner_id', '=', filter.assigned))
  if (filter.overdueOn) all.push(eb('filing_case.due', '<', filter.overdueOn))
  if (q)
    all.push(
      eb.or([
        eb('filing_case.name', 'ilike', likely(q)),
        eb('filing_case.number', 'ilike', likely(q)),
        eb('filing_case.party_id', 'in', (inner) =>
          inner.selectFrom('party').select('party.id').where('party.name', 'ilike', likely(q)),
        ),
      ]),
    )
  return eb.and(all)
}

const keys = {
  updated: { order: sql`filing_case.updated_at`, type: sql`timestamptz`, direction: 'desc' },
  submitted: {
    order: sql`coalesce(filing_case.submitted_at, timestamptz '1970-01-01 00:00:00Z')`,
    type: sql`timestamptz`,
    direction: 'desc',
  },
  due: { order: sql`coalesce(filing_case.due, date '9999-12-31')`, type: sql`date`, direction: 'asc' },
} as const

/** One page of cases and the key of each row; with equal keys the smaller id comes first. */
export async function listCaseRows(
  db: Database,
  scope: Scope,
  filter: CaseFilter,
  sort: CaseSort,
  after: After | null,
  limit: number,
): Promise<(ListedCase & { key: string })[]> {
  const { order, type, direction } = keys[sort]
  const beyond = direction === 'desc' ? sql`<` : sql`>`
  const page = db
    .selectFrom('filing_case')
    .select(['filing_case.id', sql`${order}`.as('key')])
    .where((eb) => scoped(eb, scope))
    .where((eb) => filtered(eb, filter))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`${order} ${beyond}= ${after?.[0]}::${type} and (${order} ${beyond} ${after?.[0]}::${type} or filing_case.id > ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy(order, direction)
    .orderBy('filing_case.id')
    .limit(limit)
    .as('page')
  const rows = await db
    .selectFrom(page)
    .innerJoin('filing_case', 'filing_case.id', 'page.id')
    .innerJoin('party', 'party.id', 'filing_case.party_id')
    .leftJoin('account', 'account.id', 'filing_case.examiner_id')
    .select([
      'filing_case.id',
      'filing_case.number',
      'filing_case.name',
      'filing_case.status',
      'filing_case.party_id as partyId',
      'party.name as partyName',
      'filing_case.prefecture_code as prefectureCode',
      'filing_case.direction',
      'filing_case.submitted_at as submittedAt',
      'filing_case.updated_at as updatedAt',
      'filing_case.due',
      'account.name as examinerName',
      'filing_case.error_count as errorCount',
      'filing_case.warning_count as warningCount',
      sql<string>`page.key::text`.as('key'),
    ])
    .orderBy('page.key', direction)
    .orderBy('filing_case.id')
    .execute()
  return rows as (ListedCase & { key: string })[]
}

export async function countCases(db: Database, scope: Scope, filter: CaseFilter): Promise<number> {
  const { count } = await db
    .selectFrom('filing_case')
    .select(sql<number>`count(*)::int`.as('count'))
    .where((eb) => scoped(eb, scope))
    .where((eb) => filtered(eb, filter))
    .executeTakeFirstOrThrow()
  return count
}

export async function countCasesByStatus(db: Database, scope: Scope): Promise<{ status: string; count: number }[]> {
  return await db
    .selectFrom('filing_case')
    .select(['status', sql<number>`count(*)::int`.as('count')])
    .where((eb) => scoped(eb, scope))
    .groupBy('status')
    .execute()
}
