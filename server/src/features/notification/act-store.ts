import type { ActKind } from '@datadeed/core/notification/changes'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'

export interface ActRow {
  /** The case's id, or the objection's. */
  id: string
  /** Sort key: the last day, or the end of time. */
  key: string
  caseId: string
  caseNumber: string
  name: string
  act: ActKind
  due: string | null
  objectionId: string | null
  objectionNumber: string | null
  errors: number
  updatedAt: Date
}

const likely = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** What an organisation has to do: from the states of its cases and the objections nobody answered yet. */
function acts(partyId: string, q: string | undefined): RawBuilder<unknown> {
  const named = q === undefined ? sql`` : sql`and (c.name ilike ${likely(q)} or c.number ilike ${likely(q)})`
  return sql`(
    select c.id, c.id as "caseId", c.number as "caseNumber", c.name, c.error_count as errors, c.updated_at as "updatedAt",
      case c.status when 'correction_required' then 'correct' when 'awaiting_signature' then 'sign' else 'complete' end as act,
      case c.status when 'correction_required' then c.due end as due, null::uuid as "objectionId", null as "objectionNumber"
    from filing_case c
    where c.party_id = ${partyId} and c.status in ('correction_required', 'awaiting_signature', 'draft') ${named}
    union all
    select o.id, c.id, c.number, c.name, 0, c.updated_at, 'answer_objection', o.answer_due, o.id, o.number
    from filing_case c join objection o on o.case_id = c.id and o.status = 'lodged'
    where c.party_id = ${partyId} and c.status = 'objection_pending' ${named}
  ) a`
}

export async function listActRows(
  db: Database,
  partyId: string,
  { act, q }: { act?: ActKind; q?: string },
  after: readonly [string, string] | null,
  limit: number,
): Promise<ActRow[]> {
  const key = sql`coalesce(a.due, date '9999-12-31')`
  const { rows } = await sql<ActRow>`
    select a.*, ${key}::text as key from ${acts(partyId, q)}
    where true ${act ? sql`and a.act = ${act}` : sql``}
      ${after ? sql`and (${key}, a.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by ${key}, a.id limit ${limit}`.execute(db)
  return rows
}

export async function countActs(db: Database, partyId: string, q: string | undefined): Promise<Map<string, number>> {
  const { rows } = await sql<{ act: string; count: number }>`
    select a.act, count(*)::int as count from ${acts(partyId, q)} group by a.act`.execute(db)
  return new Map(rows.map(({ act, count }) => [act, count]))
}
