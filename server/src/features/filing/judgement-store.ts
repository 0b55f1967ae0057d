import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface NewJudgementRow {
  caseId: string
  code: string
  field: string
  message: string
  version: string
  verdict: 'confirmed' | 'dismissed'
  reason: string
  accountId: string
  at: Date
}

export async function insertJudgement(tx: Tx, row: NewJudgementRow): Promise<void> {
  const { caseId: case_id, code, field, message, version, verdict, reason } = row
  await tx
    .insertInto('finding_judgement')
    .values({ case_id, code, field, message, version, verdict, reason, judged_by: row.accountId, judged_at: row.at })
    .execute()
}

export interface RaisedRow {
  caseId: string
  round: number
  itemId: string
  code: string
  field: string
  found: boolean
  at: Date
}

export async function insertRaised(tx: Tx, rows: readonly RaisedRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('raised_fault')
    .values(
      rows.map(({ caseId, round, itemId, code, field, found, at }) => ({
        ...{ case_id: caseId, round, item_id: itemId, code, field, found, raised_at: at },
      })),
    )
    .execute()
}

export interface RuleCounts {
  code: string
  judged: number
  confirmed: number
  raised: number
  missed: number
}

/**
 * How each rule fared. Judged and confirmed count findings by their last judgement. Raised are faults that are there by an examiner's word:
 * findings confirmed and items of corrections, each case, rule and field once; missed are those the machine had not found.
 */
export async function countJudgements(db: Database | Tx): Promise<RuleCounts[]> {
  const { rows } = await sql<RuleCounts>`
    with last as (
      select distinct on (case_id, code, field, message) case_id, code, field, verdict
      from finding_judgement order by case_id, code, field, message, id desc
    ), faults as (
      select case_id, code, field, bool_or(found) as found from (
        select case_id, code, field, true as found from last where verdict = 'confirmed'
        union all select case_id, code, field, found from raised_fault
      ) f group by case_id, code, field
    ), judged as (
      select code, count(*)::int as judged, count(*) filter (where verdict = 'confirmed')::int as confirmed
      from last group by code
    ), raised as (
      select code, count(*)::int as raised, count(*) filter (where not found)::int as missed from faults group by code
    )
    select coalesce(j.code, r.code) as code, coalesce(judged, 0) as judged, coalesce(confirmed, 0) as confirmed,
      coalesce(raised, 0) as raised, coalesce(missed, 0) as missed
    from judged j full join raised r on r.code = j.code order by 1`.execute(db)
  return rows
}

/** How many findings of each rule stand in cases under examination. */
export async function countOpenFindings(db: Database): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; count: number }>`
    select f ->> 'code' as code, count(*)::int as count
    from filing_case, jsonb_array_elements(findings) f
    where status in ('submitted', 'under_review', 'correction_required', 'acceptance_proposed', 'refusal_proposed')
    group by 1`.execute(db)
  return new Map(rows.map(({ code, count }) => [code, count]))
}
