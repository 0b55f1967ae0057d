import { type Actor, system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { mediationAgreement } from '@datadeed/core/publication/mediation-schema'
import type { Side } from '@datadeed/core/publication/objections'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { advance, deadlineOf, loadCase, packOf } from '../filing/service.ts'
import { draftDecision } from './decision.ts'
import { endAlone } from './ending.ts'
import type { EvidenceFile } from './evidence-files.ts'
import {
  insertMediation,
  listLapsedAnswers,
  listMediations,
  listOverdueMediations,
  updateMediation,
} from './mediation-store.ts'
import { lockSituation, requireNext, sideOf, visibleObjection } from './situation.ts'
import * as store from './store.ts'

type Locked = Awaited<ReturnType<typeof lockSituation>>
type Party = 'applicant' | 'objector'
const step = 'mediation'

const openOf = ({ mediations }: Locked, status: 'offered' | 'held') => {
  const found = mediations.find((one) => one.status === status)
  if (!found) throw new AppError('publication.not_offered')
  return found
}

/** Who acts for an account on an objection that it may see. */
async function sideFor(p: Platform, actor: Actor, id: string): Promise<'applicant' | 'examiner'> {
  return sideOf(actor, await visibleObjection(p.db, actor, id))
}

/** The applicant's time is over without an answer: from now on the registrar's own clock runs. */
async function noteLapse(tx: Tx, p: Platform, { row, situation }: Locked, now: Date): Promise<void> {
  if (situation.answered || row.answer_lapsed_at !== null) return
  const payload = { objection: row.number }
  await advance(tx, p, { caseId: row.case_id, command: 'lapse_answer', actor: system, now, payload })
  await store.updateObjection(tx, row.id, { answer_lapsed_at: now })
}

/** Offers a mediation; a side that offers it agrees to it. */
export async function offerMediation(p: Platform, id: string, side: Side, note: string, by?: Actor): Promise<void> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const locked = await lockSituation(tx, id, now)
    requireNext(locked, 'offer_mediation', side)
    await noteLapse(tx, p, locked, now)
    const { row } = locked
    await insertMediation(tx, {
      ...{ id: newId<'mediation'>(), objection_id: id, status: 'offered', offered_by: side, offered_at: now, note },
      applicant_agreed_at: side === 'applicant' ? now : null,
      objector_agreed_at: side === 'objector' ? now : null,
    })
    const payload = { objection: row.number, side }
    await advance(tx, p, { caseId: row.case_id, command: 'offer_mediation', actor: system, by, now, payload })
    await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'mediation_offered' })
  })
}

/** A side's word on the offer. With the second yes the mediation and its clock begin, and the decision's stands still. */
export async function answerMediation(p: Platform, id: string, side: Party, agree: boolean, by?: Actor): Promise<void> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const locked = await lockSituation(tx, id, now)
    const { row } = locked
    const to = requireNext(locked, agree ? 'agree_mediation' : 'decline_mediation', side)
    const offer = openOf(locked, 'offered')
    if (!agree) {
      await updateMediation(tx, offer.id, { status: 'declined', ended_at: now, ended_by: side })
      await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'mediation_declined' })
      return
    }
    const agreed = side === 'applicant' ? { applicant_agreed_at: now } : { objector_agreed_at: now }
    if (to !== 'mediation') return await updateMediation(tx, offer.id, agreed)
    const pack = packOf(p, await loadCase(tx, row.case_id))
    const calendar = p.rules.calendarFor(row.prefecture_code, step)
    const deadline = deadlineOf(pack, step, toChinaDate(now.getTime()), calendar)
    await updateMediation(tx, offer.id, {
      ...{ ...agreed, status: 'held', started_at: now },
      ...{ deadline: JSON.stringify(deadline), due: deadline.due },
    })
    await store.updateObjection(tx, id, { status: to })
    const payload = { objection: row.number }
    await advance(tx, p, { caseId: row.case_id, command: 'mediate_objection', actor: system, by, now, payload })
    await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'mediation_begun' })
  })
}

/** Says who mediates, while it is offered or held. */
export async function appointMediator(
  p: Platform,
  actor: Actor,
  id: string,
  { name, organisation }: { name: string; organisation: string },
): Promise<void> {
  if ((await sideFor(p, actor, id)) !== 'examiner') throw new AppError('kernel.forbidden')
  await inTx(p.db, async (tx) => {
    const { mediations } = await lockSituation(tx, id, p.clock.now())
    const open = mediations.find(({ ended_at }) => ended_at === null)
    if (!open) throw new AppError('publication.not_offered')
    await updateMediation(tx, open.id, { mediator: name, mediator_of: organisation })
  })
}

/** Ends a mediation without agreement: the objection goes on where it stood, and the decision's clock runs again. */
export async function failMediation(p: Platform, id: string, side: Side, note: string, by?: Actor): Promise<void> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const locked = await lockSituation(tx, id, now)
    const { row } = locked
    const to = requireNext(locked, 'end_mediation', side)
    const ended = { status: 'failed', ended_at: now, ended_by: side, note }
    await updateMediation(tx, openOf(locked, 'held').id, ended)
    await store.updateObjection(tx, id, { status: to })
    const payload = { objection: row.number }
    await advance(tx, p, { caseId: row.case_id, command: 'end_mediation', actor: system, by, now, note, payload })
    await enqueue(tx, 'publication.objection_mail', { objectionId: id, what: 'mediation_failed' })
  })
}

/** Ends a mediation, and with it the objection, by an agreement whose digest goes into the log; published where it says so. */
export async function settleObjection(
  p: Platform,
  actor: Actor,
  id: string,
  { note, file, ...publishes }: z.output<typeof mediationAgreement> & { file: EvidenceFile },
): Promise<void> {
  if ((await sideFor(p, actor, id)) !== 'examiner') throw new AppError('kernel.forbidden')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const locked = await lockSituation(tx, id, now)
    requireNext(locked, 'settle', 'examiner')
    const held = openOf(locked, 'held')
    const { row, notice } = locked
    const { name, mediaType, bytes, sha256, sm3 } = file
    const document = { sha256, sm3 }
    const leafId = await endAlone(tx, p, { row, notice, status: 'settled', now, note, document })
    await updateMediation(tx, held.id, {
      ...{ status: 'agreed', ended_at: now, ended_by: 'examiner', note, leaf_id: leafId },
      ...{ document_name: name, document_type: mediaType, document_bytes: BigInt(bytes) },
      ...{ document_sha256: sha256, document_sm3: sm3 },
      ...{ applicant_publishes: publishes.applicantPublishes, objector_publishes: publishes.objectorPublishes },
    })
    // Without the word of both nothing but the figure is published.
    if (publishes.applicantPublishes && publishes.objectorPublishes)
      await draftDecision(tx, p, {
        ...{ row, mediations: [{ ...held, ended_at: now }], under: await loadCase(tx, row.case_id) },
        ...{ body: { outcome: 'settled', reason: note }, objections: 1, now },
      })
  })
}

/** For accounts: the company's signatory or an examiner. */
export const offerMediationAs = async (p: Platform, actor: Actor, id: string, note: string) =>
  await offerMediation(p, id, await sideFor(p, actor, id), note, actor)

export async function answerMediationAs(p: Platform, actor: Actor, id: string, agree: boolean): Promise<void> {
  if ((await sideFor(p, actor, id)) !== 'applicant') throw new AppError('kernel.forbidden')
  await answerMediation(p, id, 'applicant', agree, actor)
}

export const failMediationAs = async (p: Platform, actor: Actor, id: string, note: string) =>
  await failMediation(p, id, await sideFor(p, actor, id), note, actor)

/** The agreement, for whoever may see the objection. */
export async function readAgreement(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  await visibleObjection(p.db, actor, id)
  return await agreementOf(p, id)
}

/** The same for whoever holds the objector's link. */
export async function agreementOf(p: Platform, id: string): Promise<FileToSend> {
  const held = (await listMediations(p.db, [id])).find(({ status }) => status === 'agreed')
  if (!held?.document_sha256) throw new AppError('kernel.not_found')
  const { document_name: name, document_type: mediaType, document_bytes: bytes, document_sha256: sha256 } = held
  const file = { name: name ?? '', mediaType: mediaType ?? 'application/octet-stream', bytes: Number(bytes) }
  return { ...file, body: await p.blobs.get(sha256) }
}

/** Answers that did not come and mediations whose last day is over. Safe to run at any time, any number of times. */
export async function sweepObjections(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  let swept = 0
  for (const id of await listLapsedAnswers(p.db, today))
    await inTx(p.db, async (tx) => {
      const locked = await lockSituation(tx, id, now)
      const { row, situation } = locked
      const over = row.case_status === 'objection_pending' && situation.status === 'lodged' && today > row.answer_due
      if (!over) return
      await noteLapse(tx, p, locked, now)
      swept += 1
    })
  for (const id of await listOverdueMediations(p.db, today)) {
    await failMediation(p, id, 'system', '调解期限届满，未达成协议').catch((error: unknown) => {
      // Somebody ended it in the meantime.
      if (!(error instanceof AppError)) throw error
    })
    swept += 1
  }
  return swept
}
