import type { Command, Guard } from '@datadeed/core/filing/machine'
import type { CaseView, response } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { versioned, withNote, withReason } from '@datadeed/core/kernel/case'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import { admit, advance, loadVisible } from './advance.ts'
import { demandKnownItems } from './answers.ts'
import { listAttachments } from './attachment-store.ts'
import { caseDetail } from './case-view.ts'
import { check, demandNoErrors, packOf } from './check.ts'
import { reviewDeadline } from './deadlines.ts'
import { keepTexts, lookForOverlaps } from './preexam.ts'
import { alarmOthers } from './recheck.ts'
import { type CaseRow, lockCase } from './store.ts'
import {
  type Answer,
  answerRound,
  countSubmissions,
  getDepositDigests,
  insertSubmission,
  listRounds,
} from './submission-store.ts'

/** The locked case, once the command could be taken if the named guards held. */
async function held(
  tx: Tx,
  asked: { caseId: string; actor: Actor; version: number; command: Command },
  guard?: Guard,
): Promise<CaseRow> {
  return admit(await lockCase(tx, asked.caseId), { ...asked, facts: guard ? { [guard]: true } : {} }).row
}

/** Everything submitted as one canonical text, with its digests: what the log's entry vouches for. */
async function submissionOf(tx: Tx, p: Platform, row: CaseRow, actor: Actor, answers: readonly Answer[], now: Date) {
  const delegation = actor.kind === 'account' ? actor.delegation : undefined
  const deposit = await getDepositDigests(tx, row.depositId)
  const attachments = await listAttachments(tx, row.id)
  const { commitTruth, commitSource, commitNoDispute, commitSecurity } = row.form
  const { jurisdiction, version } = packOf(p, row)
  const { text, digests } = digestDocument({
    format: 'datadeed-submission/1',
    number: row.number,
    submittedAt: now.toISOString(),
    form: row.form,
    attachments: attachments.map(({ id, kind, name, mediaType, bytes, sha256, sm3 }) => ({
      ...{ id, kind, name, mediaType, bytes: Number(bytes), digests: { sha256, sm3 } },
    })),
    deposit,
    commitments: {
      truth: commitTruth === true,
      source: commitSource === true,
      noDispute: commitNoDispute === true,
      security: commitSecurity === true,
    },
    answers,
    rulePack: { jurisdiction, version },
    // Only where somebody signed for the applicant: who for whom, by which delegation.
    ...(delegation && { onBehalf: { delegation: delegation.number, signedBy: delegation.delegateName } }),
  })
  return { content: text, digests }
}

async function keepSubmission(
  tx: Tx,
  row: CaseRow,
  actor: Actor,
  submission: Awaited<ReturnType<typeof submissionOf>>,
  leafId: bigint | null,
  now: Date,
): Promise<void> {
  if (actor.kind !== 'account' || leafId === null) throw new Error('a submission has a signatory and a leaf')
  await insertSubmission(tx, {
    caseId: row.id,
    seq: (await countSubmissions(tx, row.id)) + 1,
    submittedAt: now,
    submittedBy: actor.accountId,
    content: submission.content,
    ...submission.digests,
    leafId,
    delegationId: actor.delegation?.id ?? null,
  })
}

/** The filer asks the signatory to sign; nothing may be missing by then. */
export async function requestSignature(p: Platform, actor: Actor, caseId: string, body: z.output<typeof withNote>) {
  const now = p.clock.now()
  const { version, note } = body
  const asked = { caseId, actor, version, command: 'request_signature', now } as const
  await inTx(p.db, async (tx) => {
    const checked = await check(tx, p, await held(tx, asked, 'no_errors'), now)
    demandNoErrors(checked)
    await advance(tx, p, { ...asked, note, facts: { no_errors: true }, set: checked.counts })
  })
  return await caseDetail(p, actor, caseId)
}

/** The signatory gives the draft back. */
export async function returnToFiler(p: Platform, actor: Actor, caseId: string, body: z.output<typeof withReason>) {
  const now = p.clock.now()
  const { version, reason: note } = body
  await inTx(p.db, (tx) => advance(tx, p, { caseId, command: 'return_to_filer', actor, now, version, note }))
  return await caseDetail(p, actor, caseId)
}

/** Signs and submits: from here on the content is fixed, logged, and the examination's clock runs. */
export async function submitCase(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version }: z.output<typeof versioned>,
): Promise<CaseView> {
  const now = p.clock.now()
  await lookForOverlaps(p, await loadVisible(p, actor, caseId))
  await inTx(p.db, (tx) => submitIn(tx, p, { actor, caseId, version, now }))
  return await caseDetail(p, actor, caseId)
}

/** Signs and submits inside the caller's transaction. `demand` is asked of the locked case before anything is written. */
export async function submitIn(
  tx: Tx,
  p: Platform,
  { demand, ...given }: { actor: Actor; caseId: string; version: number; now: Date; demand?: (row: CaseRow) => void },
): Promise<void> {
  const { actor, now } = given
  const asked = { ...given, command: 'submit' } as const
  const row = await held(tx, asked, 'no_errors')
  demand?.(row)
  const checked = await check(tx, p, row, now)
  demandNoErrors(checked)
  const submission = await submissionOf(tx, p, row, actor, [], now)
  const { due } = reviewDeadline(packOf(p, row), now, [], p.calendar)
  const { leafId } = await advance(tx, p, {
    ...asked,
    facts: { no_errors: true },
    set: { ...checked.counts, submittedAt: now, due },
    leaf: { type: 'submission', digests: submission.digests, body: { round: 0 } },
    payload: { sha256: submission.digests.sha256, due },
  })
  await keepSubmission(tx, row, actor, submission, leafId, now)
  await keepTexts(tx, row)
  await alarmOthers(tx, checked.list, given.caseId)
}

/** One answer to each item; anything else is told at its place. */
function readAnswers(answers: readonly Answer[], items: readonly { id: string }[]): Answer[] {
  demandKnownItems(answers, items)
  const byItem = new Map(answers.filter(({ text }) => text !== '').map((answer) => [answer.itemId, answer]))
  const missing = items.filter(({ id }) => !byItem.has(id))
  if (missing.length > 0)
    throw new AppError(
      'filing.answers_missing',
      { count: missing.length },
      missing.map(({ id }) => ({ path: `answers.${id}`, message: '请填写对这一项的答复' })),
    )
  return items.flatMap(({ id }) => byItem.get(id) ?? [])
}

/** Answers a correction item by item; the form as changed goes back to the examiner, whose clock runs on. */
export async function respond(
  p: Platform,
  actor: Actor,
  caseId: string,
  body: z.output<typeof response>,
): Promise<CaseView> {
  const now = p.clock.now()
  const asked = { caseId, actor, version: body.version, command: 'respond', now } as const
  await lookForOverlaps(p, await loadVisible(p, actor, caseId))
  await inTx(p.db, async (tx) => {
    const row = await held(tx, asked, 'items_answered')
    const rounds = await listRounds(tx, caseId)
    const open = rounds.at(-1)
    if (!open || !row.submittedAt) throw new Error(`case ${row.number} is in correction without a round`)
    const answers = readAnswers(body.answers ?? open.answers, open.items)
    const checked = await check(tx, p, row, now)
    demandNoErrors(checked)
    const submission = await submissionOf(tx, p, row, actor, answers, now)
    const answered = [...rounds.slice(0, -1), { ...open, answeredAt: now }]
    const { due } = reviewDeadline(packOf(p, row), row.submittedAt, answered, p.calendar)
    await answerRound(tx, caseId, open.round, { answers, answeredAt: now, formAfter: row.form })
    const { leafId } = await advance(tx, p, {
      ...asked,
      facts: { items_answered: true },
      set: { ...checked.counts, due },
      leaf: { type: 'submission', digests: submission.digests, body: { round: open.round } },
      payload: { round: open.round, sha256: submission.digests.sha256, due },
    })
    await keepSubmission(tx, row, actor, submission, leafId, now)
    await keepTexts(tx, row)
    await alarmOthers(tx, checked.list, caseId)
  })
  return await caseDetail(p, actor, caseId)
}

/** The applicant takes the application back; it stays on record. */
export async function withdrawCase(p: Platform, actor: Actor, caseId: string, body: z.output<typeof withReason>) {
  const now = p.clock.now()
  const { version, reason: note } = body
  await inTx(p.db, (tx) =>
    advance(tx, p, { caseId, command: 'withdraw', actor, now, version, note, set: { due: null } }),
  )
  return await caseDetail(p, actor, caseId)
}
