import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { sql } from 'kysely'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'

export interface NewShareRow {
  id: string
  caseId: string
  tokenHash: Buffer
  label: string
  withSample: boolean
  createdBy: string
  createdAt: Date
  expiresAt: Date
}

export async function insertShare(tx: Tx, row: NewShareRow): Promise<void> {
  await tx
    .insertInto('draft_share')
    .values({
      ...{ id: row.id, case_id: row.caseId, token_hash: row.tokenHash, label: row.label },
      ...{ with_sample: row.withSample, created_by: row.createdBy },
      ...{ created_at: row.createdAt, expires_at: row.expiresAt },
    })
    .execute()
}

export async function countOpenShares(tx: Tx, caseId: string, now: Date): Promise<number> {
  const { n } = await tx
    .selectFrom('draft_share')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return n
}

/** The links of a case, newest first, with the name of whoever made each. */
export async function listShares(db: Database | Tx, caseId: string) {
  return await db
    .selectFrom('draft_share')
    .innerJoin('account', 'account.id', 'draft_share.created_by')
    .select(['draft_share.id', 'label', 'with_sample', 'draft_share.created_at', 'expires_at', 'revoked_at'])
    .select('account.name as created_by')
    .where('case_id', '=', caseId)
    .orderBy('draft_share.created_at', 'desc')
    .orderBy('draft_share.id')
    .limit(100)
    .execute()
}

export async function listOpenings(db: Database, caseId: string) {
  return await db
    .selectFrom('draft_opening')
    .innerJoin('draft_share', 'draft_share.id', 'draft_opening.share_id')
    .select(['draft_opening.id', 'share_id', 'name', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .execute()
}

const comments = (db: Database | Tx) =>
  db
    .selectFrom('draft_comment')
    .innerJoin('draft_opening', 'draft_opening.id', 'draft_comment.opening_id')
    .innerJoin('draft_share', 'draft_share.id', 'draft_comment.share_id')
    .select(['draft_comment.id', 'field', 'body', 'draft_opening.name as by', 'draft_comment.at', 'resolved_at'])
    .orderBy('draft_comment.at')
    .orderBy('draft_comment.id')

export async function listCommentsOfCase(db: Database, caseId: string) {
  return await comments(db).where('draft_share.case_id', '=', caseId).execute()
}

/** A link's own comments, those made under other links are not its readers' business. */
export async function listCommentsOfShare(db: Database, shareId: string) {
  return await comments(db).where('draft_comment.share_id', '=', shareId).execute()
}

/** Takes a link back; false where the case has none such that is not taken back yet. */
export async function revokeShare(tx: Tx, caseId: string, shareId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('draft_share')
    .set({ revoked_at: at })
    .where('id', '=', shareId)
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Marks a comment on the case as seen to, or with null as open again; false where the case has none such. */
export async function markComment(
  tx: Tx,
  { caseId, commentId }: { caseId: string; commentId: string },
  resolved: { at: Date; by: string } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('draft_comment')
    .set({ resolved_at: resolved?.at ?? null, resolved_by: resolved?.by ?? null })
    .where('id', '=', commentId)
    .where('share_id', 'in', (on) => on.selectFrom('draft_share').select('id').where('case_id', '=', caseId))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What a link leads to. */
export interface SharedDraft {
  id: string
  label: string
  withSample: boolean
  createdBy: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  caseId: string
  number: string
  status: CaseStatus
  form: CaseDraft
  packJurisdiction: string
  packVersion: string
  partyName: string
  attachments: { kind: string; name: string }[]
}

export async function findShared(db: Database, tokenHash: Buffer): Promise<SharedDraft | undefined> {
  const { rows } = await sql<SharedDraft>`
    select s.id, s.label, s.with_sample as "withSample", s.created_by as "createdBy", s.created_at as "createdAt",
      s.expires_at as "expiresAt", s.revoked_at as "revokedAt", c.id as "caseId", c.number, c.status, c.form,
      c.pack_jurisdiction as "packJurisdiction", c.pack_version as "packVersion", party.name as "partyName",
      (select coalesce(json_agg(json_build_object('kind', a.kind, 'name', a.name) order by a.uploaded_at, a.id), '[]')
        from attachment a where a.case_id = c.id and a.removed_at is null) as attachments
    from draft_share s join filing_case c on c.id = s.case_id join party on party.id = c.party_id
    where s.token_hash = ${tokenHash}`.execute(db)
  return rows[0]
}

/** Holds a link while something is added under it, and counts what is there. */
export async function lockShare(tx: Tx, shareId: string): Promise<{ openings: number; comments: number }> {
  await sql`select 1 from draft_share where id = ${shareId} for update`.execute(tx)
  const { rows } = await sql<{ openings: number; comments: number }>`
    select (select count(*)::int from draft_opening where share_id = ${shareId}) as openings,
      (select count(*)::int from draft_comment where share_id = ${shareId}) as comments`.execute(tx)
  return rows[0] ?? { openings: 0, comments: 0 }
}

export async function insertOpening(
  tx: Tx,
  row: { id: string; shareId: string; readerHash: Buffer; name: string; at: Date },
): Promise<void> {
  const { id, shareId: share_id, readerHash: reader_hash, name, at } = row
  await tx.insertInto('draft_opening').values({ id, share_id, reader_hash, name, at }).execute()
}

export async function findOpening(db: Database, shareId: string, readerHash: Buffer) {
  return await db
    .selectFrom('draft_opening')
    .select(['id', 'name'])
    .where('share_id', '=', shareId)
    .where('reader_hash', '=', readerHash)
    .executeTakeFirst()
}

export async function insertComment(
  tx: Tx,
  row: { id: string; shareId: string; openingId: string; field: string; body: string; at: Date },
): Promise<void> {
  const { id, shareId: share_id, openingId: opening_id, field, body, at } = row
  await tx.insertInto('draft_comment').values({ id, share_id, opening_id, field, body, at }).execute()
}
