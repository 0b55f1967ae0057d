import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface AttachmentRow {
  id: string
  kind: string
  name: string
  mediaType: string
  bytes: bigint
  sha256: string
  sm3: string
  uploadedAt: Date
}

const columns = [
  'id',
  'kind',
  'name',
  'media_type as mediaType',
  'bytes',
  'sha256',
  'sm3',
  'uploaded_at as uploadedAt',
] as const

/** Attachments of a case that are not removed, oldest first. */
export async function listAttachments(db: Database | Tx, caseId: string): Promise<AttachmentRow[]> {
  return await db
    .selectFrom('attachment')
    .select(columns)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
}

export async function listAttachmentKinds(db: Database | Tx, caseId: string): Promise<{ kind: string }[]> {
  return await db
    .selectFrom('attachment')
    .select('kind')
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .execute()
}

/** One attachment of a case; removed ones are gone for readers, though their record stays. */
export async function findAttachment(
  db: Database | Tx,
  caseId: string,
  attachmentId: string,
): Promise<AttachmentRow | undefined> {
  return await db
    .selectFrom('attachment')
    .select(columns)
    .where('case_id', '=', caseId)
    .where('id', '=', attachmentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

export async function insertAttachment(tx: Tx, caseId: string, row: AttachmentRow, uploadedBy: string): Promise<void> {
  await tx
    .insertInto('attachment')
    .values({
      id: row.id,
      case_id: caseId,
      kind: row.kind,
      name: row.name,
      media_type: row.mediaType,
      bytes: row.bytes,
      sha256: row.sha256,
      sm3: row.sm3,
      uploaded_by: uploadedBy,
      uploaded_at: row.uploadedAt,
    })
    .execute()
}

/** Marks an attachment removed; its content stays in the store, for it may be part of an earlier submission. */
export async function markRemoved(tx: Tx, caseId: string, attachmentId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('attachment')
    .set({ removed_at: now })
    .where('case_id', '=', caseId)
    .where('id', '=', attachmentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
