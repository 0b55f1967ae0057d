import type { CohortCommand, CohortStatus } from '@datadeed/core/examination/cohort-machine'
import { cohortAtWork } from '@datadeed/core/examination/cohort-machine'
import type { CohortFacts } from '@datadeed/core/examination/cohort-policy'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

type Queryable = Database | Tx

/** A cohort as its commands see it; the organisations are those of its exemplar, and of every member. */
export interface CohortRecord extends CohortFacts {
  id: string
  number: string
  version: number
  approvedList: string | null
  packJurisdiction: string
  packVersion: string
  listSha256: string | null
  listLeaf: bigint | null
  population: number | null
  sampleSize: number | null
  drawRoot: string | null
  drawSize: number | null
  drawIndex: number | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql`h.id, h.number, h.version, h.party_id as "partyId", h.prefecture_code as "prefectureCode", h.status,
  h.examiner_id as "examinerId", h.approver_id as "approverId", h.approved_list as "approvedList",
  h.pack_jurisdiction as "packJurisdiction", h.pack_version as "packVersion", h.list_sha256 as "listSha256",
  h.list_leaf as "listLeaf", h.population, h.sample_size as "sampleSize", h.draw_root as "drawRoot",
  h.draw_size::float8 as "drawSize", h.draw_index::float8 as "drawIndex", h.created_at as "createdAt", h.updated_at as "updatedAt",
  (select array_agg(m.case_id::text order by m.position) from cohort_member m where m.cohort_id = h.id) as "caseIds",
  (select jsonb_build_object('agentUscc', c.form -> 'agentUscc', 'coHolders', coalesce(c.form -> 'coHolders', '[]'))
    from cohort_member m join filing_case c on c.id = m.case_id where m.cohort_id = h.id and m.position = 1) as form`

type Read = Omit<CohortRecord, 'form'> & {
  form: { agentUscc: string | null; coHolders: readonly { uscc?: string }[] }
}
const asCohort = ({ form, ...row }: Read): CohortRecord => ({
  ...row,
  form: { agentUscc: form.agentUscc ?? undefined, coHolders: form.coHolders },
})

export async function findCohort(db: Queryable, id: string): Promise<CohortRecord | undefined> {
  const { rows } = await sql<Read>`select ${columns} from cohort h where h.id = ${id}::uuid`.execute(db)
  return rows.map(asCohort)[0]
}

/** A cohort whose row is held until the transaction ends; others may still refer to it. */
export async function lockCohort(tx: Tx, id: string): Promise<CohortRecord | undefined> {
  await sql`select from cohort where id = ${id}::uuid for no key update`.execute(tx)
  return await findCohort(tx, id)
}

/** A cohort that is not over, held; nothing where another process holds it. */
export async function takeCohort(tx: Tx, id: string): Promise<CohortRecord | undefined> {
  const { rows } = await sql<{ id: string }>`select id from cohort
    where id = ${id}::uuid and status not in ('released', 'dissolved') for no key update skip locked`.execute(tx)
  return rows.length > 0 ? await findCohort(tx, id) : undefined
}

export type NewCohort = Pick<
  CohortRecord,
  'id' | 'number' | 'partyId' | 'prefectureCode' | 'examinerId' | 'packJurisdiction' | 'packVersion' | 'createdAt'
> & { key: string }

export async function insertCohort(tx: Tx, c: NewCohort): Promise<void> {
  await sql`insert into cohort (id, number, key, party_id, prefecture_code, status, examiner_id, pack_jurisdiction, pack_version,
      created_at, updated_at)
    values (${c.id}, ${c.number}, ${c.key}, ${c.partyId}, ${c.prefectureCode}, 'gathering', ${c.examinerId},
      ${c.packJurisdiction}, ${c.packVersion}, ${c.createdAt}, ${c.createdAt})`.execute(tx)
}

export type CohortChange = Partial<
  Pick<
    CohortRecord,
    | 'approverId'
    | 'approvedList'
    | 'listSha256'
    | 'listLeaf'
    | 'population'
    | 'sampleSize'
    | 'drawRoot'
    | 'drawSize'
    | 'drawIndex'
  >
>

export async function updateCohort(
  tx: Tx,
  cohort: CohortRecord,
  status: CohortStatus,
  set: CohortChange,
  now: Date,
): Promise<CohortRecord> {
  const after = { ...cohort, ...set, status, version: cohort.version + 1, updatedAt: now }
  await sql`update cohort set status = ${status}, version = ${after.version}, approver_id = ${after.approverId}::uuid,
      approved_list = ${after.approvedList}, list_sha256 = ${after.listSha256},
      list_leaf = ${after.listLeaf === null ? null : String(after.listLeaf)}::bigint, population = ${after.population},
      sample_size = ${after.sampleSize}, draw_root = ${after.drawRoot}, draw_size = ${after.drawSize}, draw_index = ${after.drawIndex},
      updated_at = ${now}
    where id = ${cohort.id}::uuid`.execute(tx)
  return after
}

export interface CohortEvent {
  cohortId: string
  at: Date
  command: CohortCommand
  from: CohortStatus
  to: CohortStatus
  actorId: string | null
  role: string
  note: string
  payload: Record<string, unknown>
}

/** Appends to the cohort's history; the caller holds its row. */
export async function insertCohortEvent(tx: Tx, e: CohortEvent): Promise<void> {
  await sql`insert into cohort_event (cohort_id, seq, at, command, from_status, to_status, actor_id, actor_role, note, payload)
    values (${e.cohortId}, (select coalesce(max(seq), 0) + 1 from cohort_event where cohort_id = ${e.cohortId}), ${e.at},
      ${e.command}, ${e.from}, ${e.to}, ${e.actorId}::uuid, ${e.role}, ${e.note}, ${JSON.stringify(e.payload)}::jsonb)`.execute(
    tx,
  )
}

/** The last of some commands: who gave it, and why. */
export async function lastCohortEvent(
  db: Queryable,
  cohortId: string,
  commands: readonly CohortCommand[],
): Promise<{ command: CohortCommand; actorId: string | null; note: string; at: Date } | undefined> {
  const { rows } = await sql<{ command: CohortCommand; actorId: string | null; note: string; at: Date }>`
    select command, actor_id as "actorId", note, at from cohort_event
    where cohort_id = ${cohortId} and command = any(${commands}::text[]) order by seq desc limit 1`.execute(db)
  return rows[0]
}

/** Cohorts whose job has something to do or to wait for, those waiting longest first. */
export async function listCohortsAtWork(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cohort
    where status = any(${[...cohortAtWork, 'exemplar', 'sampling', 'ready', 'proposed', 'approved']}::text[])
    order by updated_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
