import type { CohortDifference } from '@datadeed/core/examination/cohort-likeness'
import type { CohortCommand, CohortStatus } from '@datadeed/core/examination/cohort-machine'
import type { CohortCounts } from '@datadeed/core/examination/cohort-schema'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Member } from './cohort-member-store.ts'

export interface CohortLine {
  id: string
  number: string
  status: CohortStatus
  partyName: string
  examinerName: string
  createdAt: Date
  updatedAt: Date
  counts: CohortCounts
}

const lines = sql`h.id, h.number, h.status, party.name as "partyName", account.name as "examinerName", h.created_at as "createdAt",
  h.updated_at as "updatedAt", (
    select jsonb_build_object('cases', count(*), 'waiting', count(*) filter (where m.state = 'waiting'),
      'held', count(*) filter (where m.state = 'held'), 'proposed', count(*) filter (where m.state = 'proposed'),
      'released', count(*) filter (where m.state = 'released'), 'excepted', count(*) filter (where m.state = 'excepted'),
      'sampled', count(*) filter (where m.sampled),
      'sound', count(*) filter (where m.sampled and m.state in ('proposed', 'released')),
      'defects', count(*) filter (where m.defect))
    from cohort_member m where m.cohort_id = h.id) as counts
  from cohort h join party on party.id = h.party_id join account on account.id = h.examiner_id`

export async function findLine(db: Database, id: string): Promise<CohortLine | undefined> {
  const { rows } = await sql<CohortLine>`select ${lines} where h.id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** Cohorts, newest first; without those that hold a case the reader must not see. */
export async function listLines(
  db: Database,
  {
    except,
    open,
    after,
    limit,
  }: { except: readonly string[]; open: boolean; after: readonly [string, string] | null; limit: number },
): Promise<{ rows: CohortLine[]; total: number }> {
  const shown = sql`(${!open} or h.status not in ('released', 'dissolved'))
    and not exists (select from cohort_member m where m.cohort_id = h.id and m.case_id = any(${except}::uuid[]))`
  const place = after ? sql`(h.created_at, h.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`
  const { rows } = await sql<CohortLine>`select ${lines} where ${shown} and ${place}
    order by h.created_at desc, h.id desc limit ${limit}`.execute(db)
  const total = await sql<{ n: number }>`select count(*)::int as n from cohort h where ${shown}`.execute(db)
  return { rows, total: total.rows[0]?.n ?? 0 }
}

export async function listCohortEvents(db: Database, id: string) {
  const { rows } = await sql<{
    at: Date
    command: CohortCommand
    from: CohortStatus
    to: CohortStatus
    actor: string | null
    note: string
  }>`
    select e.at, e.command, e.from_status as from, e.to_status as to, a.name as actor, e.note
    from cohort_event e left join account a on a.id = e.actor_id where e.cohort_id = ${id} order by e.seq`.execute(db)
  return rows
}

export type MemberLine = Member & {
  name: string
  caseStatus: string
  differences: CohortDifference[]
  letterId: string | null
}

const kinds = {
  examined: sql`(m.position = 1 or m.sampled)`,
  equivalent: sql`(m.position > 1 and not m.sampled and m.state <> 'excepted')`,
  excepted: sql`m.state = 'excepted'`,
}

/** Members in their order: the exemplar, the sample as drawn, the others. */
export async function listMemberLines(
  db: Database,
  cohortId: string,
  { only, offset, limit }: { only: keyof typeof kinds | undefined; offset: number; limit: number },
): Promise<{ rows: MemberLine[]; total: number }> {
  const shown = sql`m.cohort_id = ${cohortId}::uuid and ${only ? kinds[only] : sql`true`}`
  const { rows } = await sql<MemberLine>`
    select m.cohort_id as "cohortId", m.case_id as "caseId", c.number, m.position, m.state, m.version,
      m.submission_seq as "submissionSeq", m.submission_sha256 as "submissionSha256", m.rank, m.sampled, m.defect, m.reason,
      m.differences, c.name, c.status as "caseStatus",
      (select id from letter where case_id = m.case_id order by issued_at desc limit 1) as "letterId"
    from cohort_member m join filing_case c on c.id = m.case_id where ${shown}
    order by m.position > 1, not m.sampled, case when m.sampled then m.rank end, m.position
    offset ${offset} limit ${limit}`.execute(db)
  const total = await sql<{ n: number }>`select count(*)::int as n from cohort_member m where ${shown}`.execute(db)
  return { rows, total: total.rows[0]?.n ?? 0 }
}
