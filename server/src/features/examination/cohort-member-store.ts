import type { CohortDifference } from '@datadeed/core/examination/cohort-likeness'
import type { MemberState } from '@datadeed/core/examination/cohort-schema'
import type { Person } from '@datadeed/core/kernel/actor'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { isFreeFor } from './workbench-store.ts'

type Queryable = Database | Tx

export interface Member {
  cohortId: string
  caseId: string
  number: string
  position: number
  state: MemberState
  version: number
  submissionSeq: number
  submissionSha256: string
  rank: number | null
  sampled: boolean
  defect: boolean
  reason: string
}

/** Examined by a person: the exemplar and what was drawn. */
export const isExamined = ({ position, sampled }: Pick<Member, 'position' | 'sampled'>): boolean =>
  position === 1 || sampled

const columns = sql`m.cohort_id as "cohortId", m.case_id as "caseId", c.number, m.position, m.state, m.version,
  m.submission_seq as "submissionSeq", m.submission_sha256 as "submissionSha256", m.rank, m.sampled, m.defect, m.reason`

/** All members, by position. */
export async function listMembers(db: Queryable, cohortId: string): Promise<Member[]> {
  const { rows } = await sql<Member>`select ${columns} from cohort_member m join filing_case c on c.id = m.case_id
    where m.cohort_id = ${cohortId} order by m.position`.execute(db)
  return rows
}

/** The first member in a state; `equivalent` leaves out those a person examines. */
export async function nextMember(
  db: Queryable,
  cohortId: string,
  state: MemberState,
  { equivalent = false }: { equivalent?: boolean } = {},
): Promise<Member | undefined> {
  const { rows } = await sql<Member>`select ${columns} from cohort_member m join filing_case c on c.id = m.case_id
    where m.cohort_id = ${cohortId} and m.state = ${state}
      and (${!equivalent} or (m.position > 1 and not m.sampled)) order by m.position limit 1`.execute(db)
  return rows[0]
}

/** The cohort that a case is in now, if any; the case's row is held by the caller. */
export async function findMembership(
  db: Queryable,
  caseId: string,
): Promise<(Member & { status: string }) | undefined> {
  const { rows } = await sql<Member & { status: string }>`select ${columns}, h.status from cohort_member m
    join filing_case c on c.id = m.case_id join cohort h on h.id = m.cohort_id
    where m.case_id = ${caseId}::uuid and m.state in ('waiting', 'held', 'proposed')`.execute(db)
  return rows[0]
}

type MemberChange = Partial<Pick<Member, 'state' | 'version' | 'defect' | 'reason'>> & {
  differences?: readonly CohortDifference[]
}

/** Writes what changed of a member that is still in the cohort; false where it no longer is. */
export async function updateMember(
  tx: Tx,
  { cohortId, caseId }: Pick<Member, 'cohortId' | 'caseId'>,
  set: MemberChange,
): Promise<boolean> {
  const differences = set.differences === undefined ? null : JSON.stringify(set.differences)
  const result = await sql`update cohort_member set state = coalesce(${set.state ?? null}, state),
      version = coalesce(${set.version ?? null}::integer, version), defect = coalesce(${set.defect ?? null}::boolean, defect),
      reason = coalesce(${set.reason ?? null}, reason), differences = coalesce(${differences}::jsonb, differences)
    where cohort_id = ${cohortId} and case_id = ${caseId} and state in ('waiting', 'held', 'proposed')`.execute(tx)
  return result.numAffectedRows === 1n
}

export async function insertMembers(
  tx: Tx,
  cohortId: string,
  cases: readonly { caseId: string; version: number; seq: number; sha256: string }[],
): Promise<void> {
  await sql`insert into cohort_member (cohort_id, case_id, position, state, version, submission_seq, submission_sha256)
    select ${cohortId}::uuid, t.case_id, t.position, 'waiting', t.version, t.seq, t.sha256
    from unnest(${cases.map(({ caseId }) => caseId)}::uuid[], ${cases.map(({ version }) => version)}::integer[],
      ${cases.map(({ seq }) => seq)}::integer[], ${cases.map(({ sha256 }) => sha256)}::text[])
      with ordinality as t (case_id, version, seq, sha256, position)`.execute(tx)
}

/** Keeps the order of the draw, by case number. */
export async function putRanks(tx: Tx, cohortId: string, numbers: readonly string[]): Promise<void> {
  await sql`update cohort_member m set rank = t.rank
    from filing_case c, unnest(${numbers}::text[]) with ordinality as t (number, rank)
    where m.cohort_id = ${cohortId} and c.id = m.case_id and c.number = t.number`.execute(tx)
}

export async function markSampled(tx: Tx, cohortId: string, caseIds: readonly string[]): Promise<void> {
  await sql`update cohort_member set sampled = true
    where cohort_id = ${cohortId} and case_id = any(${caseIds}::uuid[])`.execute(tx)
}

/** What a case last submitted. */
export async function lastSubmission(db: Queryable, caseId: string) {
  return await db
    .selectFrom('submission')
    .select(['seq', 'sha256', 'content'])
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Members whose case is not as the cohort last saw it. */
export async function countMoved(db: Queryable, cohortId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cohort_member m join filing_case c on c.id = m.case_id
    where m.cohort_id = ${cohortId} and m.state in ('held', 'proposed') and c.version <> m.version`.execute(db)
  return rows[0]?.n ?? 0
}

/**
 * Leases of members that wait for the sample or the second person are renewed with what is done on any of them. One that somebody is just
 * acting on is passed over: two who decide at once must not wait for each other.
 */
export async function renewLeases(tx: Tx, cohortId: string, lastDay: string, now: Date): Promise<void> {
  await sql`update examination_lease set last_day = greatest(last_day, ${lastDay}::date), touched_at = ${now}
    where case_id in (
      select l.case_id from cohort_member m join examination_lease l on l.case_id = m.case_id
      where m.cohort_id = ${cohortId} and m.state = 'held' for update of l skip locked
    )`.execute(tx)
}

export async function putCandidate(tx: Tx, caseId: string, key: string): Promise<void> {
  await dropCandidate(tx, caseId)
  await sql`insert into cohort_candidate (case_id, key) values (${caseId}, ${key})`.execute(tx)
}

export async function dropCandidate(tx: Tx, caseId: string): Promise<void> {
  await sql`delete from cohort_candidate where case_id = ${caseId}`.execute(tx)
}

/** Waiting cases without a key: from before there were cohorts. */
export async function listUnkeyed(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select c.id from filing_case c where c.status = 'submitted'
      and not exists (select from cohort_candidate k where k.case_id = c.id) limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

const inNoCohort = sql`not exists (select from cohort_member m where m.case_id = c.id and m.state in ('waiting', 'held', 'proposed'))`

/** Groups of waiting cases that the person may take, with the oldest case of each, largest first. */
export async function listAlike(
  db: Database,
  { person, regionCode, least }: { person: Person; regionCode: string | null; least: number },
): Promise<{ key: string; count: number; first: string; from: Date; due: string | null }[]> {
  const { rows } = await sql<{ key: string; count: number; first: string; from: Date; due: string | null }>`
    select k.key, count(*)::int as count, (array_agg(c.id::text order by c.submitted_at, c.id))[1] as first,
      min(c.submitted_at) as from, min(c.due) as due
    from cohort_candidate k join filing_case c on c.id = k.case_id
    where ${isFreeFor(person, regionCode)} and ${inNoCohort}
    group by k.key having count(*) >= ${least} order by count(*) desc, k.key limit 50`.execute(db)
  return rows
}

/** Holds the waiting cases of a group, oldest first, with what they last submitted; those somebody is just taking are passed over. */
export async function takeAlike(
  tx: Tx,
  key: string,
  { person, regionCode, most }: { person: Person; regionCode: string | null; most: number },
): Promise<{ caseId: string; version: number; seq: number; sha256: string }[]> {
  const { rows } = await sql<{ caseId: string; version: number; seq: number; sha256: string }>`
    with taken as (
      select c.id, c.version, c.submitted_at from cohort_candidate k join filing_case c on c.id = k.case_id
      where k.key = ${key} and ${isFreeFor(person, regionCode)} and ${inNoCohort}
      order by c.submitted_at, c.id limit ${most} for no key update of c skip locked
    )
    select t.id as "caseId", t.version, s.seq, s.sha256 from taken t
    cross join lateral (select seq, sha256 from submission where case_id = t.id order by seq desc limit 1) s
    order by t.submitted_at, t.id`.execute(tx)
  return rows
}
