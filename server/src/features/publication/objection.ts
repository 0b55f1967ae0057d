import { decide } from '@datadeed/core/filing/policy'
import { type Actor, publicActor, system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor } from '@datadeed/core/kernel/rule-pack'
import { notBefore } from '@datadeed/core/kernel/workdays'
import { anyOpen, endingWith, isHeard, joins, nextStatus } from '@datadeed/core/publication/objections'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { advance, loadCase, packOf } from '../filing/service.ts'
import { draftDecision } from './decision.ts'
import { runNoticeOn } from './ending.ts'
import { addEvidence, digestOf, type EvidenceFile } from './evidence-files.ts'
import { listEvidence } from './evidence-store.ts'
import { closeMediations, listMediations } from './mediation-store.ts'
import { getObjection } from './objection-view.ts'
import { factsOf, mergeFacts, situationOf, visibleObjection } from './situation.ts'
import * as store from './store.ts'

const answerStep = 'objectionAnswer'
const rejoinderStep = 'objectionRejoinder'

/** The last day for an answer, after the calendar changed; the caller holds the case. */
export async function moveAnswerDue(tx: Tx, objectionId: string, due: string): Promise<void> {
  await store.updateObjection(tx, objectionId, { answer_due: due })
}

/** The same after an outage, for the objection that a clock of the case is about. */
export async function moveAnswerDueOf(tx: Tx, { caseId, kind, ref, due }: EventPayloads['filing.deadline_moved']) {
  if (kind !== 'objection_answer') return
  const objection = (await store.listOfCase(tx, caseId)).find(({ number }) => number === ref)
  if (objection) await moveAnswerDue(tx, objection.id, due)
}

/** Anybody may object under their real name while the notice runs; the case then waits for the registrar. */
export async function lodgeObjection(
  p: Platform,
  _actor: Actor,
  noticeNumber: string,
  body: z.output<typeof schema.newObjection>,
  files: readonly EvidenceFile[] = [],
) {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  return await inTx(p.db, async (tx) => {
    const found = await store.findNotice(tx, noticeNumber)
    const notice = found && (await store.lockNoticeOfCase(tx, found.case_id))
    if (!found || !notice) throw new AppError('kernel.not_found')
    const running = notice.status === 'open' || notice.status === 'suspended'
    if (!running || (notice.status === 'open' && today > notice.closes)) throw new AppError('publication.notice_over')
    const under = await loadCase(tx, notice.case_id)
    const pack = packOf(p, under)
    if (!pack.objectionReasons.some((reason) => reason.code === body.reasonCode))
      throw new AppError('examination.unknown_ground', {}, [{ path: 'reasonCode', message: '请选择异议理由' }])
    const id = newId<'objection'>()
    const year = Number(today.slice(0, 4))
    const number = platformNumber(pack, 'objection', year, await nextInSeries(tx, `objection-${year}`))
    // The id, which the public never sees, keeps a guessed statement from being confirmed by its digest in the log.
    const { reasonCode, statement } = body
    const evidenceDigest = digestOf(files)
    const lead = joins((await store.listOfCase(tx, notice.case_id)).map(mergeFacts), { reasonCode, evidenceDigest })
    const { digests } = digestDocument({ id, number, noticeNumber, reasonCode, statement })
    const { leafId } = await advance(tx, p, {
      caseId: notice.case_id,
      command: 'lodge_objection',
      // Who objects is in the objection, for the registrar alone; the case's history says that somebody did.
      actor: publicActor,
      now,
      payload: { objection: number, ...(lead && { mergedInto: lead.number }) },
      facts: { notice_open: true },
      leaf: { type: 'objection', digests, body: { number, notice: noticeNumber } },
    })
    if (leafId === null) throw new Error('an objection is always logged')
    await store.insertObjection(tx, {
      id,
      number,
      notice_id: notice.id,
      case_id: notice.case_id,
      objector_name: body.objectorName,
      objector_id_number: body.objectorIdNumber,
      contact_phone: body.contactPhone,
      contact_email: body.contactEmail,
      reason_code: body.reasonCode,
      statement: body.statement,
      lodged_at: now,
      answer_due: deadlineFor(pack, answerStep, today, p.rules.calendarFor(under.prefectureCode, answerStep)).date,
      status: 'lodged',
      leaf_id: leafId,
      evidence_digest: evidenceDigest,
      merged_into: lead?.id ?? null,
    })
    const of = { objectionId: id, number, caseNumber: found.case_number, side: 'objector' } as const
    await addEvidence(tx, of, files, now)
    await store.updateNotice(tx, notice.id, { status: 'suspended' })
    if (!lead) await enqueue(tx, 'publication.letter', { objectionId: id, kind: 'forwarded' })
    await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'lodged' })
    return { id, number, lodgedAt: now.toISOString() }
  })
}

/** A file of an objection, for whoever may see the objection. */
export async function readEvidence(p: Platform, actor: Actor, id: string, evidenceId: string): Promise<FileToSend> {
  await visibleObjection(p.db, actor, id)
  const found = (await listEvidence(p.db, [id])).find((one) => one.id === evidenceId)
  if (!found) throw new AppError('kernel.not_found')
  const { name, media_type: mediaType, bytes, sha256 } = found
  return { name, mediaType, bytes: Number(bytes), body: await p.blobs.get(sha256) }
}

/** Files of the company, before its answer. */
export async function addAnswerEvidence(p: Platform, actor: Actor, id: string, files: readonly EvidenceFile[]) {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const { case_id: caseId } = await visibleObjection(tx, actor, id)
    await store.lockNoticeOfCase(tx, caseId)
    const row = await visibleObjection(tx, actor, id)
    decide(factsOf(row), 'answer_objection', actor, () => true)
    await requireAnswerable(tx, row, now)
    const of = { objectionId: id, number: row.number, caseNumber: row.case_number, side: 'applicant' } as const
    await addEvidence(tx, of, files, now)
  })
  return await getObjection(p, actor, id)
}

async function requireAnswerable(tx: Tx, row: store.ObjectionRow, now: Date): Promise<void> {
  if (row.lead_number !== null) throw new AppError('publication.merged', { number: row.lead_number })
  if (row.status !== 'lodged') throw new AppError('publication.objection_settled')
  if (nextStatus(situationOf(row, await listMediations(tx, [row.id]), now), 'answer', 'applicant') === null)
    throw new AppError('publication.answer_over', { due: row.answer_due })
}

export async function answerObjection(p: Platform, actor: Actor, id: string, text: string) {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const before = await visibleObjection(tx, actor, id)
    await advance(tx, p, {
      caseId: before.case_id,
      command: 'answer_objection',
      actor,
      now,
      payload: { objection: before.number },
    })
    // The case's row is locked now: whatever another answer changed is visible.
    const row = await visibleObjection(tx, actor, id)
    await requireAnswerable(tx, row, now)
    const under = await loadCase(tx, row.case_id)
    const calendar = p.rules.calendarFor(row.prefecture_code, rejoinderStep)
    const pack = packOf(p, under)
    const rejoinderDue = pack.steps[rejoinderStep]
      ? deadlineFor(pack, rejoinderStep, toChinaDate(now.getTime()), calendar).date
      : null
    const answered = { status: 'answered', answer: text, answered_at: now, rejoinder_due: rejoinderDue }
    await store.updateObjection(tx, id, answered)
    await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'answered' })
  })
  return await getObjection(p, actor, id)
}

/** Dismissed: the notice runs on for the days it stood still. Upheld, once the applicant was heard: the case is refused. */
export async function decideObjection(
  p: Platform,
  actor: Actor,
  id: string,
  body: z.output<typeof schema.objectionDecision>,
) {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const { case_id: caseId, number } = await visibleObjection(tx, actor, id)
    const notice = await store.lockNoticeOfCase(tx, caseId)
    const all = await store.listOfCase(tx, caseId)
    const mine = all.find((objection) => objection.id === id)
    if (mine?.merged_into)
      throw new AppError('publication.merged', {
        number: all.find((other) => other.id === mine.merged_into)?.number ?? '',
      })
    const ending = new Set(endingWith(all.map(mergeFacts), id))
    if (!notice || !ending.has(id)) throw new AppError('publication.objection_settled')
    const row = await visibleObjection(tx, actor, id)
    const mediations = await listMediations(tx, [id])
    const situation = situationOf(row, mediations, now)
    if (situation.status === 'mediation') throw new AppError('publication.not_offered')
    const others = anyOpen(all.map(mergeFacts).filter((other) => !ending.has(other.id)))
    const upheld = body.outcome === 'upheld'
    const { digests } = digestDocument({ id, objection: number, outcome: body.outcome, reason: body.reason })
    const { after } = await advance(tx, p, {
      caseId,
      command: upheld ? 'uphold_objection' : 'dismiss_objection',
      actor,
      now,
      note: body.reason,
      payload: { objection: number },
      facts: { others_open: others, last_open: !others, heard: isHeard(situation) },
      ...(upheld
        ? {
            set: {
              refusal: { kind: 'refusal' as const, grounds: [{ code: 'objection_upheld', explanation: body.reason }] },
            },
          }
        : {}),
      leaf: { type: 'objection_decision', digests, body: { number, outcome: body.outcome } },
    })
    for (const decided of ending) {
      await store.updateObjection(tx, decided, {
        status: body.outcome,
        decision: body.reason,
        decided_at: now,
        decided_by: actor.kind === 'account' ? actor.accountId : null,
      })
      await enqueue(tx, 'publication.letter', { objectionId: decided, kind: 'decided' })
      await enqueue(tx, 'publication.objection_mail', { objectionId: decided, what: 'decided' })
    }
    await closeMediations(tx, [id], now)
    await draftDecision(tx, p, { row, mediations, under: after, body, objections: ending.size, now })
    if (!upheld && !others) await runNoticeOn(tx, p, { notice, under: after, all, ending, now })
  })
  return await getObjection(p, actor, id)
}

/**
 * Service: the letter that forwards the objection reaches the company's account, and its time to answer begins. The last day
 * is the one that stands in it. The caller is about to issue it.
 */
export async function serveObjection(tx: Tx, p: Platform, id: string, due: string, now: Date): Promise<void> {
  const { case_id: caseId } = await visibleObjection(tx, system, id)
  await store.lockNoticeOfCase(tx, caseId)
  const row = await visibleObjection(tx, system, id)
  if (row.case_status !== 'objection_pending' || row.status !== 'lodged' || row.served_at !== null) return
  await store.updateObjection(tx, id, { served_at: now, answer_due: due })
  await advance(tx, p, { caseId, command: 'serve_objection', actor: system, now, payload: { objection: row.number } })
}

/** The last day for an answer to an objection that is served now. */
export async function dueIfServed(p: Platform, row: store.ObjectionRow, now: Date): Promise<string> {
  const pack = packOf(p, await loadCase(p.db, row.case_id))
  const calendar = p.rules.calendarFor(row.prefecture_code, answerStep)
  return notBefore(deadlineFor(pack, answerStep, toChinaDate(now.getTime()), calendar), row.answer_due).date
}
