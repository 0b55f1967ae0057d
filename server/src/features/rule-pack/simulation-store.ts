import { countingLinks } from '@datadeed/core/registration/lineage'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { PastRegistration } from './store.ts'

/** A case with a clock that runs, and all that its reminders follow from. */
export interface RunningCase {
  caseId: string
  number: string
  name: string
  prefectureCode: string
  packJurisdiction: string
  packVersion: string
  submittedAt: Date
  /** Of what happened only what clocks depend on. */
  history: { at: string; command: string; to: string; payload: Record<string, unknown> }[]
  /** When the experts were asked whose opinions are not in yet. */
  experts: { number: number; askedAt: string }[]
}

const isRunning = sql`c.submitted_at is not null
  and (exists (select from case_clock k where k.case_id = c.id and k.ended_at is null and k.due is not null)
    or exists (select from expert_request r where r.case_id = c.id and r.ended_at is null))`

/** The newest cases that somebody is still to be told of. */
export async function listRunningCases(db: Database, limit: number): Promise<RunningCase[]> {
  const { rows } = await sql<RunningCase>`
    select c.id as "caseId", c.number, c.name, c.prefecture_code as "prefectureCode",
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", c.submitted_at as "submittedAt",
      (select coalesce(json_agg(json_build_object('at', e.at, 'command', e.command, 'to', e.to_status, 'payload',
          json_build_object('reason', e.payload -> 'reason', 'objection', e.payload -> 'objection',
            'mergedInto', e.payload -> 'mergedInto', 'successor', e.payload -> 'successor')) order by e.seq), '[]')
        from case_event e where e.case_id = c.id) as history,
      (select coalesce(json_agg(json_build_object('number', r.seq, 'askedAt', r.asked_at) order by r.seq), '[]')
        from expert_request r where r.case_id = c.id and r.ended_at is null) as experts
    from filing_case c where ${isRunning}
    order by c.submitted_at desc, c.id limit ${limit}`.execute(db)
  return rows
}

export async function countRunningCases(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from filing_case c where ${isRunning}`.execute(db)
  return rows[0]?.n ?? 0
}

type PastTerm = Pick<
  PastRegistration,
  'packJurisdiction' | 'packVersion' | 'registeredOn' | 'termUntil' | 'authorisationUntil' | 'validUntil'
>
/** A declaration that data come from a registration. */
export interface PastLink {
  linkId: string
  relation: string
  own: boolean
  proofThere: boolean
  declaredAt: Date
  packJurisdiction: string
  packVersion: string
  entryId: string | null
  caseId: string
  number: string
  name: string
  parentId: string
  parentNumber: string
  parent: PastTerm
}

const counts = sql`l.status = any(${[...countingLinks]}::text[]) and (l.child_id is not null or c.submitted_at is not null)`

/** The newest declarations that count and that the authority may see. */
export async function listPastLinks(db: Database, limit: number): Promise<PastLink[]> {
  const { rows } = await sql<PastLink>`
    select l.id as "linkId", l.relation, l.own,
      exists (select from lineage_proof f where f.link_id = l.id) as "proofThere",
      coalesce((select min(e.at) from lineage_event e where e.link_id = l.id and e.command = 'declare'), l.created_at)
        as "declaredAt",
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion",
      l.child_id as "entryId", c.id as "caseId", coalesce(k.registration_number, c.number) as number,
      coalesce(k.name, c.name) as name, p.id as "parentId", p.registration_number as "parentNumber",
      json_build_object('packJurisdiction', o.pack_jurisdiction, 'packVersion', o.pack_version,
        'registeredOn', p.registered_on, 'termUntil', p.term_until, 'authorisationUntil', p.authorisation_until,
        'validUntil', p.valid_until) as parent
    from lineage_link l
    join filing_case c on c.id = l.child_case_id
    left join register_entry k on k.id = l.child_id
    join register_entry p on p.id = l.parent_id
    join filing_case o on o.id = p.case_id
    where ${counts}
    order by l.created_at desc, l.id limit ${limit}`.execute(db)
  return rows
}

export async function countPastLinks(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from lineage_link l join filing_case c on c.id = l.child_case_id where ${counts}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}
