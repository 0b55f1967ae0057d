import type { Scope } from '@datadeed/core/kernel/actor'
import type * as schema from '@datadeed/core/programme/schema'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

type Office = (typeof schema.offices)[number]
type LocalView = z.output<typeof schema.localView>
export type EnterpriseState = (typeof schema.enterpriseStates)[number]

/** The one region a scope is confined to; undefined for all of them. What shows nothing never comes here. */
const regionOf = (scope: Scope): string | null => {
  if (scope.kind === 'region') return scope.regionCode
  if (scope.kind === 'everything') return null
  throw new Error('a scope of nothing asks nothing')
}

export async function findOffice(db: Database | Tx, accountId: string): Promise<Office | null> {
  const row = await db.selectFrom('account').select('office').where('id', '=', accountId).executeTakeFirst()
  return (row?.office ?? null) as Office | null
}

export async function listOpinions(db: Database, caseId: string) {
  const rows = await db
    .selectFrom('preliminary_opinion')
    .innerJoin('account', 'account.id', 'preliminary_opinion.given_by')
    .select(['seq', 'prefecture_code', 'preliminary_opinion.office', 'items', 'conclusion', 'summary', 'given_at'])
    .select('account.name as by')
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map(({ prefecture_code, given_at, office, items, conclusion, ...row }) => ({
    ...row,
    prefectureCode: prefecture_code,
    office: office as Office,
    items: items as LocalView['opinions'][number]['items'],
    conclusion: conclusion as LocalView['opinions'][number]['conclusion'],
    at: given_at.toISOString(),
  }))
}

/** Appends an opinion; the caller holds the case's row. */
export async function insertOpinion(
  tx: Tx,
  row: {
    caseId: string
    prefectureCode: string
    by: string
    at: Date
    opinion: z.output<typeof schema.newOpinion>
  },
): Promise<void> {
  const { caseId, prefectureCode, by, at, opinion } = row
  await tx
    .insertInto('preliminary_opinion')
    .values({
      case_id: caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from preliminary_opinion where case_id = ${caseId})`,
      prefecture_code: prefectureCode,
      office: opinion.office,
      items: JSON.stringify(opinion.items),
      conclusion: opinion.conclusion,
      summary: opinion.summary,
      given_by: by,
      given_at: at,
    })
    .execute()
}

export async function listHandling(db: Database, caseId: string) {
  const rows = await db
    .selectFrom('joint_handling')
    .innerJoin('account', 'account.id', 'joint_handling.set_by')
    .select(['seq', 'lead', 'co_lead', 'reason', 'set_at', 'account.name as by', 'account.office as byOffice'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map(({ lead, co_lead, set_at, byOffice, ...row }) => ({
    ...row,
    byOffice: byOffice as Office | null,
    lead: lead as Office,
    coLead: co_lead as Office | null,
    at: set_at.toISOString(),
  }))
}

/** Appends who leads from now on; the caller holds the case's row. */
export async function insertHandling(
  tx: Tx,
  caseId: string,
  by: string,
  at: Date,
  { lead, coLead, reason }: z.output<typeof schema.newHandling>,
): Promise<void> {
  await tx
    .insertInto('joint_handling')
    .values({
      case_id: caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from joint_handling where case_id = ${caseId})`,
      ...{ lead, co_lead: coLead, reason, set_by: by, set_at: at },
    })
    .execute()
}

export interface FigureRow {
  prefectureCode: string
  byStatus: Record<string, number>
  open: number
  overdue: number
  registered: number
  medianDays: number | null
  withOpinion: number
}

/** Figures of the prefectures a scope shows, from one statement and so of one moment. */
export async function countFigures(db: Database, scope: Scope, today: string): Promise<FigureRow[]> {
  const region = regionOf(scope)
  const { rows } = await sql<FigureRow>`
    with seen as (
      select c.id, c.prefecture_code, c.status, c.due, c.submitted_at, (
        select min(e.at) from case_event e
        where e.case_id = c.id and e.to_status in ('registered', 'refused', 'withdrawn', 'deemed_withdrawn')
      ) as ended_at
      from filing_case c
      where c.status not in ('draft', 'awaiting_signature') and c.submitted_at is not null
        and (${region}::text is null or c.prefecture_code = ${region})
    ), counted as (
      select prefecture_code, status, count(*)::int as n from seen group by prefecture_code, status
    )
    select s.prefecture_code as "prefectureCode",
      (select json_object_agg(k.status, k.n) from counted k where k.prefecture_code = s.prefecture_code) as "byStatus",
      (count(*) filter (where s.ended_at is null))::int as open,
      (count(*) filter (where s.ended_at is null and s.due < ${today}::date))::int as overdue,
      (count(*) filter (where s.status = 'registered'))::int as registered,
      round((percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.submitted_at) / 86400))::numeric, 1)::float8
        as "medianDays",
      (count(*) filter (where exists (select 1 from preliminary_opinion o where o.case_id = s.id)))::int as "withOpinion"
    from seen s group by s.prefecture_code`.execute(db)
  return rows
}

export async function countEnterprises(db: Database, scope: Scope): Promise<Map<string, number>> {
  const region = regionOf(scope)
  const rows = await db
    .selectFrom('key_enterprise')
    .select(['prefecture_code', (eb) => eb.fn.countAll<bigint>().as('n')])
    .$if(region !== null, (q) => q.where('prefecture_code', '=', region ?? ''))
    .groupBy('prefecture_code')
    .execute()
  return new Map(rows.map(({ prefecture_code, n }) => [prefecture_code, Number(n)]))
}

export async function listEnterprises(db: Database | Tx, scope: Scope) {
  const region = regionOf(scope)
  const rows = await db
    .selectFrom('key_enterprise')
    .select(['id', 'prefecture_code', 'name', 'dataset', 'contact_role', 'state', 'version', 'updated_at'])
    .$if(region !== null, (q) => q.where('prefecture_code', '=', region ?? ''))
    .orderBy('prefecture_code')
    .orderBy('name')
    .orderBy('dataset')
    .limit(20_000)
    .execute()
  return rows.map(({ prefecture_code, contact_role, state, updated_at, ...row }) => ({
    ...row,
    prefectureCode: prefecture_code,
    contactRole: contact_role,
    state: state as EnterpriseState,
    updatedAt: updated_at.toISOString(),
  }))
}

interface Written {
  id: string
  by: string
  at: Date
  from: EnterpriseState | null
  to: EnterpriseState
}

async function insertEvent(tx: Tx, { id, by, at, from, to }: Written): Promise<void> {
  await tx
    .insertInto('key_enterprise_event')
    .values({
      enterprise_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from key_enterprise_event where enterprise_id = ${id})`,
      ...{ at, by_account: by, from_state: from, to_state: to },
    })
    .execute()
}

export interface NewEnterprise {
  id: string
  prefectureCode: string
  name: string
  dataset: string
  contactRole: string
  state: EnterpriseState
}

/** Adds an enterprise unless a colleague just did. */
export async function insertEnterprise(tx: Tx, row: NewEnterprise, by: string, at: Date): Promise<boolean> {
  const made = await tx
    .insertInto('key_enterprise')
    .values({
      ...{ id: row.id, prefecture_code: row.prefectureCode, name: row.name, dataset: row.dataset },
      ...{ contact_role: row.contactRole, state: row.state, updated_at: at, updated_by: by },
    })
    .onConflict((on) => on.columns(['prefecture_code', 'name', 'dataset']).doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return false
  await insertEvent(tx, { id: row.id, by, at, from: null, to: row.state })
  return true
}

/** Changes an enterprise of a region at the version that was seen; false where it is another's or was changed since. */
export async function updateEnterprise(
  tx: Tx,
  scope: Scope,
  row: { id: string; version: number; from: EnterpriseState; state: EnterpriseState; contactRole: string },
  by: string,
  at: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable('key_enterprise')
    .set({ state: row.state, contact_role: row.contactRole, version: row.version + 1, updated_at: at, updated_by: by })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .where('prefecture_code', '=', regionOf(scope) ?? '')
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) return false
  if (row.from !== row.state) await insertEvent(tx, { id: row.id, by, at, from: row.from, to: row.state })
  return true
}
