import type { BatchCommand, BatchStatus } from '@datadeed/core/filing/batch-machine'
import type { BatchFinding } from '@datadeed/core/filing/batch-schema'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

/** A batch as the commands see it. */
export interface BatchRecord {
  id: string
  partyId: string
  fileName: string
  sha256: string
  bytes: number
  part: number
  status: BatchStatus
  revision: number
  partial: boolean
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, party_id as "partyId", file_name as "fileName", sha256, bytes::float8 as bytes, part, status,
  revision, partial, created_at as "createdAt", updated_at as "updatedAt"`

export async function findBatch(db: Database | Tx, id: string): Promise<BatchRecord | undefined> {
  const { rows } = await sql<BatchRecord>`select ${columns} from filing_batch where id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** A batch whose row is held until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRecord | undefined> {
  const { rows } =
    await sql<BatchRecord>`select ${columns} from filing_batch where id = ${id}::uuid for update`.execute(tx)
  return rows[0]
}

/** The batch in one of the states, held; nothing where another process holds it or is past it. */
export async function takeBatch(
  tx: Tx,
  id: string,
  statuses: readonly BatchStatus[],
): Promise<BatchRecord | undefined> {
  const { rows } = await sql<BatchRecord>`select ${columns} from filing_batch
    where id = ${id}::uuid and status = any(${statuses}::text[]) for update skip locked`.execute(tx)
  return rows[0]
}

/** The company's live batch of a file. */
export async function findBatchOfFile(
  db: Database | Tx,
  { partyId, sha256, part }: { partyId: string; sha256: string; part: number },
): Promise<BatchRecord | undefined> {
  const { rows } = await sql<BatchRecord>`select ${columns} from filing_batch
    where party_id = ${partyId}::uuid and sha256 = ${sha256} and part = ${part} and status <> 'undone'`.execute(db)
  return rows[0]
}

/** False where the company has a live batch of this file. */
export async function insertBatch(
  tx: Tx,
  b: Omit<BatchRecord, 'status' | 'revision' | 'partial' | 'updatedAt'> & { createdBy: string },
): Promise<boolean> {
  const result = await sql`insert into filing_batch
      (id, party_id, file_name, sha256, bytes, part, status, created_by, created_at, updated_at)
    values (${b.id}, ${b.partyId}, ${b.fileName}, ${b.sha256}, ${b.bytes}, ${b.part}, 'receiving', ${b.createdBy},
      ${b.createdAt}, ${b.createdAt})
    on conflict (party_id, sha256, part) where status <> 'undone' do nothing`.execute(tx)
  return result.numAffectedRows === 1n
}

export type BatchChange = Partial<Pick<BatchRecord, 'fileName' | 'sha256' | 'bytes' | 'revision' | 'partial'>>

export async function updateBatch(
  tx: Tx,
  batch: BatchRecord,
  status: BatchStatus,
  set: BatchChange,
  now: Date,
): Promise<BatchRecord> {
  const after = { ...batch, ...set, status, updatedAt: now }
  await sql`update filing_batch set status = ${status}, file_name = ${after.fileName}, sha256 = ${after.sha256},
      bytes = ${after.bytes}, revision = ${after.revision}, partial = ${after.partial}, updated_at = ${now}
    where id = ${batch.id}::uuid`.execute(tx)
  return after
}

/** Appends to the batch's history; the caller holds its row. */
export async function insertBatchEvent(
  tx: Tx,
  event: {
    batchId: string
    at: Date
    command: BatchCommand
    actorId: string | null
    /** The delegation on which it was done for the company. */
    delegationId?: string | null
    role: string
    payload: Record<string, unknown>
  },
): Promise<void> {
  await sql`insert into filing_batch_event (batch_id, seq, at, command, actor_id, delegation_id, actor_role, payload)
    values (${event.batchId}, (select coalesce(max(seq), 0) + 1 from filing_batch_event where batch_id = ${event.batchId}),
      ${event.at}, ${event.command}, ${event.actorId}, ${event.delegationId ?? null}, ${event.role}, ${JSON.stringify(event.payload)}::jsonb)`.execute(
    tx,
  )
}

interface Given {
  actorId: string
  delegationId: string | null
  payload: Record<string, unknown>
}

/** Who gave a command last, and what was said with it. */
export async function lastBatchEvent(
  db: Database | Tx,
  batchId: string,
  command: BatchCommand,
): Promise<Given | undefined> {
  const { rows } = await sql<Given>`
    select actor_id as "actorId", delegation_id as "delegationId", payload from filing_batch_event
    where batch_id = ${batchId} and command = ${command} and actor_id is not null order by seq desc limit 1`.execute(db)
  return rows[0]
}

/** Batches whose job has not come to its end, those waiting longest first. */
export async function listBatchesAtWork(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from filing_batch
    where status in ('checking', 'drafting', 'submitting', 'undoing') order by updated_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

export interface BatchAttachment {
  id: string
  kind: string
  name: string
  mediaType: string
  bytes: bigint
  sha256: string
  sm3: string
  uploadedAt: Date
}

export async function listBatchAttachments(db: Database | Tx, batchId: string): Promise<BatchAttachment[]> {
  const { rows } = await sql<BatchAttachment>`
    select id, kind, name, media_type as "mediaType", bytes, sha256, sm3, uploaded_at as "uploadedAt"
    from filing_batch_attachment where batch_id = ${batchId} and removed_at is null order by uploaded_at, id`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, bytes: BigInt(row.bytes) }))
}

export async function insertBatchAttachment(tx: Tx, batchId: string, row: BatchAttachment, by: string): Promise<void> {
  await sql`insert into filing_batch_attachment
      (id, batch_id, kind, name, media_type, bytes, sha256, sm3, uploaded_by, uploaded_at)
    values (${row.id}, ${batchId}, ${row.kind}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.sha256}, ${row.sm3},
      ${by}, ${row.uploadedAt})`.execute(tx)
}

/** False where there is none, or no more. */
export async function removeBatchAttachment(tx: Tx, batchId: string, id: string, now: Date): Promise<boolean> {
  const result = await sql`update filing_batch_attachment set removed_at = ${now}
    where batch_id = ${batchId} and id = ${id}::uuid and removed_at is null`.execute(tx)
  return result.numAffectedRows === 1n
}

/** Keeps what was signed with one confirmation. */
export async function insertBatchSignature(
  tx: Tx,
  s: {
    batchId: string
    by: string
    delegationId: string | null
    at: Date
    content: string
    sha256: string
    sm3: string
  },
): Promise<void> {
  await sql`insert into filing_batch_signature (batch_id, seq, signed_by, delegation_id, signed_at, content, sha256, sm3)
    values (${s.batchId}, (select coalesce(max(seq), 0) + 1 from filing_batch_signature where batch_id = ${s.batchId}),
      ${s.by}, ${s.delegationId}, ${s.at}, ${s.content}, ${s.sha256}, ${s.sm3})`.execute(tx)
}

export async function lastBatchSignature(
  db: Database | Tx,
  batchId: string,
): Promise<{ by: string; delegationId: string | null; content: string; sha256: string } | undefined> {
  const { rows } = await sql<{ by: string; delegationId: string | null; content: string; sha256: string }>`
    select signed_by as by, delegation_id as "delegationId", content, sha256 from filing_batch_signature
    where batch_id = ${batchId} order by seq desc limit 1`.execute(db)
  return rows[0]
}

/** What the check made of one row. */
export interface CheckedRow {
  line: number
  findings: BatchFinding[]
  errors: number
  warnings: number
  repeats: { batchId: string; line: number } | null
}
