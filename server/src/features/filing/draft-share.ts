import { isOpenForReview, mayShare, type ShareState, shareState } from '@datadeed/core/filing/draft-share'
import type * as schema from '@datadeed/core/filing/draft-share-schema'
import type { AccountActor, Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { hashToken, newToken } from '../../platform/secret-token.ts'
import { loadVisible } from './advance.ts'
import { packOf } from './check.ts'
import * as store from './draft-share-store.ts'
import { type CaseRow, lockCase } from './store.ts'

const day = 86_400_000
/** Under one link; what comes beyond is no review. */
const MOST_OPENINGS = 100
const MOST_COMMENTS = 200

type ShareView = z.input<typeof schema.draftShare>

async function shareable(p: Platform, actor: Actor, caseId: string): Promise<{ row: CaseRow; actor: AccountActor }> {
  const row = await loadVisible(p, actor, caseId)
  if (!mayShare(actor, row) || actor.kind !== 'account') throw new AppError('kernel.not_found')
  return { row, actor }
}

const commentView = ({
  resolved_at,
  at,
  ...comment
}: Awaited<ReturnType<typeof store.listCommentsOfCase>>[number]): z.input<typeof schema.draftComment> => ({
  ...comment,
  at: at.toISOString(),
  resolvedAt: resolved_at?.toISOString() ?? null,
})

/** Every link to the draft, who opened it and when, and what was said of it. */
export async function listShares(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.input<typeof schema.draftShares>> {
  const { row } = await shareable(p, actor, caseId)
  const [shares, openings, comments] = await Promise.all([
    store.listShares(p.db, caseId),
    store.listOpenings(p.db, caseId),
    store.listCommentsOfCase(p.db, caseId),
  ])
  const now = p.clock.now()
  const stateOf = (share: (typeof shares)[number]): ShareState =>
    shareState({ status: row.status, expiresAt: share.expires_at, revokedAt: share.revoked_at }, now)
  return {
    items: shares.map((share) => ({
      ...{ id: share.id, label: share.label, withSample: share.with_sample, createdBy: share.created_by },
      ...{ createdAt: share.created_at.toISOString(), expiresAt: share.expires_at.toISOString() },
      state: stateOf(share),
      openings: openings
        .filter(({ share_id }) => share_id === share.id)
        .map(({ id, name, at }) => ({ id, name, at: at.toISOString() })),
    })),
    comments: comments.map(commentView),
  }
}

/** Makes a link; what it carries is told here and never again. */
export async function createShare(
  p: Platform,
  actor: Actor,
  caseId: string,
  { label, days, withSample }: z.output<typeof schema.newShare>,
): Promise<{ share: ShareView; path: string }> {
  const { row, actor: maker } = await shareable(p, actor, caseId)
  const limits = packOf(p, row).draftShare
  if (!limits || !isOpenForReview(row.status)) throw new AppError('filing.share_closed')
  if (days > limits.mostDays)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'days', message: `链接最长 ${limits.mostDays} 天，请改短` },
    ])
  const now = p.clock.now()
  const token = newToken()
  const share = {
    ...{ id: newId<'share'>(), caseId, tokenHash: hashToken(token), label, withSample },
    ...{ createdBy: maker.accountId, createdAt: now, expiresAt: new Date(now.getTime() + days * day) },
  }
  await inTx(p.db, async (tx) => {
    await lockCase(tx, caseId)
    if ((await store.countOpenShares(tx, caseId, now)) >= limits.links)
      throw new AppError('filing.share_limit', { count: limits.links })
    await store.insertShare(tx, share)
  })
  return {
    share: {
      ...{ id: share.id, label, withSample, createdBy: maker.name, state: 'open', openings: [] },
      ...{ createdAt: now.toISOString(), expiresAt: share.expiresAt.toISOString() },
    },
    path: `/draft-review/${token}`,
  }
}

/** Takes a link back at once; comments made under it stay. */
export async function revokeShare(p: Platform, actor: Actor, caseId: string, shareId: string) {
  await shareable(p, actor, caseId)
  const done = await inTx(p.db, (tx) => store.revokeShare(tx, caseId, shareId, p.clock.now()))
  const known = done || (await store.listShares(p.db, caseId)).some(({ id }) => id === shareId)
  if (!known) throw new AppError('kernel.not_found')
  return {}
}

/** The owner marks a comment as seen to, or opens it again. */
export async function settleComment(
  p: Platform,
  actor: Actor,
  at: { id: string; commentId: string },
  resolved: boolean,
) {
  const { actor: by } = await shareable(p, actor, at.id)
  const mark = resolved ? { at: p.clock.now(), by: by.accountId } : null
  const done = await inTx(p.db, (tx) => store.markComment(tx, { caseId: at.id, commentId: at.commentId }, mark))
  if (!done) throw new AppError('kernel.not_found')
  return {}
}

/** What the bearer of a link may read now. Throws `kernel.not_found`, whatever the reason. */
async function byToken(p: Platform, token: string): Promise<store.SharedDraft> {
  const shared = /^[\w-]{43}$/.test(token) ? await store.findShared(p.db, hashToken(token)) : undefined
  if (!shared || shareState(shared, p.clock.now()) !== 'open') throw new AppError('kernel.not_found')
  return shared
}

/** The draft under a link for a reader who gave a name; null for one who has not yet. */
export async function readShared(p: Platform, token: string, reader: string | undefined) {
  const shared = await byToken(p, token)
  const opening = reader ? await store.findOpening(p.db, shared.id, hashToken(reader)) : undefined
  if (!opening) return null
  const comments = (await store.listCommentsOfShare(p.db, shared.id)).map(commentView)
  return { shared, reader: opening.name, pack: packOf(p, shared), comments }
}
export type ReadDraft = NonNullable<Awaited<ReturnType<typeof readShared>>>

/** Does the link lead anywhere? */
export async function demandShared(p: Platform, token: string): Promise<void> {
  await byToken(p, token)
}

/** Records who opens the draft, and gives what they are known by from then on. */
export async function openShared(p: Platform, token: string, name: string): Promise<{ reader: string; until: Date }> {
  const shared = await byToken(p, token)
  const reader = newToken()
  await inTx(p.db, async (tx) => {
    if ((await store.lockShare(tx, shared.id)).openings >= MOST_OPENINGS) throw new AppError('filing.share_full')
    const row = { id: newId<'opening'>(), shareId: shared.id, readerHash: hashToken(reader), name, at: p.clock.now() }
    await store.insertOpening(tx, row)
  })
  return { reader, until: shared.expiresAt }
}

/** What a reader says of a field; the owner is told. */
export async function commentOn(
  p: Platform,
  token: string,
  reader: string | undefined,
  { field, body }: z.output<typeof schema.newComment>,
): Promise<void> {
  const shared = await byToken(p, token)
  const opening = reader ? await store.findOpening(p.db, shared.id, hashToken(reader)) : undefined
  if (!opening) throw new AppError('kernel.not_found')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    if ((await store.lockShare(tx, shared.id)).comments >= MOST_COMMENTS) throw new AppError('filing.share_full')
    const id = newId<'comment'>()
    await store.insertComment(tx, { id, shareId: shared.id, openingId: opening.id, field, body, at: now })
    const { caseId, createdBy } = shared
    await p.events.emit(tx, 'filing.draft_commented', { caseId, commentId: id, accountId: createdBy, field, now })
  })
}
