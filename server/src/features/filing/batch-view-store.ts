import type { BatchCommand } from '@datadeed/core/filing/batch-machine'
import type { BatchFinding, BatchView } from '@datadeed/core/filing/batch-schema'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { BatchRecord } from './batch-store.ts'

export type Counts = BatchView['counts']

/** How the rows of batches stand. */
export async function countRows(db: Database, ids: readonly string[]): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts & { id: string }>`
    select r.batch_id as id, count(*)::int as rows,
      count(*) filter (where r.checked or r.case_id is not null)::int as checked,
      count(*) filter (where r.error_count > 0 and r.case_id is null)::int as errors,
      count(*) filter (where r.warning_count > 0 and r.case_id is null)::int as warnings,
      count(*) filter (where r.repeats_batch is not null)::int as repeated,
      count(*) filter (where r.checked and r.error_count = 0 and r.repeats_batch is null and r.case_id is null)::int as clean,
      count(*) filter (where c.status in ('draft', 'awaiting_signature'))::int as drafts,
      count(*) filter (where c.status not in ('draft', 'awaiting_signature', 'withdrawn'))::int as submitted,
      count(*) filter (where c.status = 'withdrawn')::int as withdrawn,
      count(*) filter (where r.failure is not null)::int as failed
    from filing_batch_row r left join filing_case c on c.id = r.case_id
    where r.batch_id = any(${ids}::uuid[]) group by r.batch_id`.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** A company's batches, newest first. */
export async function listPartyBatches(
  db: Database,
  partyId: string,
  after: readonly [string, string] | null,
  limit: number,
): Promise<{
  rows: Pick<BatchRecord, 'id' | 'fileName' | 'part' | 'status' | 'createdAt' | 'updatedAt'>[]
  total: number
}> {
  const place = after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`
  const { rows } = await sql<Pick<BatchRecord, 'id' | 'fileName' | 'part' | 'status' | 'createdAt' | 'updatedAt'>>`
    select id, file_name as "fileName", part, status, created_at as "createdAt", updated_at as "updatedAt"
    from filing_batch where party_id = ${partyId} and ${place} order by created_at desc, id desc limit ${limit}`.execute(
    db,
  )
  const counted = await sql<{ total: number }>`select count(*)::int as total from filing_batch
    where party_id = ${partyId}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** How many rows each rule found something in, errors and the commonest first. */
export async function countRules(db: Database, batchId: string): Promise<BatchView['rules']> {
  const { rows } = await sql<{ code: string; field: string; severity: BatchFinding['severity']; rows: number }>`
    select code, field, severity, count(*)::int as rows from (
      select distinct r.line, f ->> 'code' as code, f ->> 'field' as field, f ->> 'severity' as severity
      from filing_batch_row r cross join lateral jsonb_array_elements(r.findings) f
      where r.batch_id = ${batchId} and r.case_id is null
    ) told
    group by 1, 2, 3 order by severity, rows desc, code, field limit 100`.execute(db)
  return rows
}

/** The columns that any row has text in. */
export async function listColumns(db: Database, batchId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select distinct key from filing_batch_row r
    cross join lateral jsonb_object_keys(r.cells) key where r.batch_id = ${batchId}`.execute(db)
  return rows.map(({ key }) => key)
}

interface BatchEvent {
  at: Date
  command: BatchCommand
  actor: string
  delegationId: string | null
  payload: Record<string, unknown>
}

export async function listBatchEvents(db: Database, batchId: string): Promise<BatchEvent[]> {
  const { rows } = await sql<BatchEvent>`
    select e.at, e.command, coalesce(a.name, e.actor_role) as actor, e.delegation_id as "delegationId", e.payload from filing_batch_event e
    left join account a on a.id = e.actor_id where e.batch_id = ${batchId} order by e.seq desc limit 100`.execute(db)
  return rows
}
