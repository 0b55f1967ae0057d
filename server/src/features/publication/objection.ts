import { decide, maySee } from '@datadeed/core/filing/policy'
import { type Actor, hasRole, isStaff, publicActor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor } from '@datadeed/core/kernel/rule-pack'
import type { ObjectionStatus } from '@datadeed/core/publication/machine'
import { anyOpen, endingWith, joins, nextStatus, type Situation } from '@datadeed/core/publication/objections'
import { objectionScope } from '@datadeed/core/publication/policy'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { advance, loadCase, packOf } from '../filing/service.ts'
import { overlapFacts } from '../overlap/service.ts'
import { addEvidence, digestOf, type EvidenceFile } from './evidence-files.ts'
import { listEvidence } from './evidence-store.ts'
import { noticeDeadline } from './notice.ts'
import * as store from './store.ts'

const answerStep = 'objectionAnswer'
const rejoinderStep = 'objectionRejoinder'
type Comparison = NonNullable<z.output<typeof schema.objectionView>['comparison']>

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
      payload: { objection: number },
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

function factsOf(row: store.ObjectionRow) {
  return {
    status: row.case_status as Parameters<typeof decide>[0]['status'],
    partyId: row.party_id,
    prefectureCode: row.prefecture_code,
    examinerId: row.examiner_id,
  }
}

function mergeFacts(row: Awaited<ReturnType<typeof store.listOfCase>>[number]) {
  const { id, status, reason_code, evidence_digest, merged_into } = row
  const facts = { id, reasonCode: reason_code, evidenceDigest: evidence_digest, mergedInto: merged_into }
  return { ...facts, status: status as ObjectionStatus }
}

/** What the rules of one objection need to know of it now. */
export function situationOf(row: store.ObjectionRow, now: Date): Situation {
  return {
    ...{ status: row.status as ObjectionStatus, merged: row.merged_into !== null, today: toChinaDate(now.getTime()) },
    ...{ answerDue: row.answer_due, rejoinderDue: row.rejoinder_due, rejoined: row.rejoined_at !== null },
  }
}

type Evidence = Awaited<ReturnType<typeof listEvidence>>

function objectionViewOf(p: Platform, actor: Actor, row: store.ObjectionRow, evidence: Evidence) {
  const situation = situationOf(row, p.clock.now())
  const may = (command: 'answer_objection' | 'dismiss_objection') => {
    try {
      decide(factsOf(row), command, actor, () => true)
      return true
    } catch {
      return false
    }
  }
  const can = [
    ...(nextStatus(situation, 'answer', 'applicant') && may('answer_objection') ? ['answer'] : []),
    ...(nextStatus(situation, 'dismiss', 'examiner') && may('dismiss_objection') ? ['decide'] : []),
  ]
  const staff = isStaff(actor)
  return {
    id: row.id,
    number: row.number,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseName: row.case_name,
    reasonCode: row.reason_code,
    statement: row.statement,
    lodgedAt: row.lodged_at.toISOString(),
    status: row.status,
    answer: row.answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    decision: row.decision,
    decidedAt: row.decided_at?.toISOString() ?? null,
    answerDue: row.answer_due,
    rejoinder: row.rejoinder,
    rejoinedAt: row.rejoined_at?.toISOString() ?? null,
    rejoinderDue: row.rejoinder_due,
    mergedInto: row.lead_number,
    evidence: evidence.flatMap(({ objection_id, id, side, name, bytes, sha256 }) =>
      objection_id === row.id
        ? [{ id, side: side as 'objector' | 'applicant', name, bytes: Number(bytes), sha256 }]
        : [],
    ),
    comparison: null as Comparison | null,
    objector: staff ? { name: row.objector_name, contact: `${row.contact_phone} ${row.contact_email}` } : null,
    can,
  }
}

export async function listObjections(p: Platform, actor: Actor, query: z.output<typeof schema.objectionQuery>) {
  const scope = objectionScope(actor)
  const filter = { caseId: query.caseId, open: query.open === 'true' }
  const [rows, total] = await Promise.all([
    store.listObjectionRows(p.db, scope, filter, decodePlace(query.cursor, 'moment'), query.limit),
    store.countObjectionRows(p.db, scope, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.lodged_at.toISOString(), row.id])
  const evidence = await listEvidence(
    p.db,
    items.map(({ id }) => id),
  )
  return { items: items.map((row) => objectionViewOf(p, actor, row, evidence)), next, total }
}

export async function getObjection(p: Platform, actor: Actor, id: string) {
  const row = await visibleObjection(p.db, actor, id)
  const view = objectionViewOf(p, actor, row, await listEvidence(p.db, [id]))
  return hasRole(actor, 'examiner') ? { ...view, comparison: await comparisonOf(p, row.deposit_id) } : view
}

/** What the data applied for overlap, by their sketches alone. */
async function comparisonOf(p: Platform, depositId: string): Promise<Comparison> {
  const { overlaps } = await overlapFacts(p, depositId)
  const greatest = new Map<string, Comparison[number]>()
  // The greatest of each deposit comes first.
  for (const { other, share, shareOfOther } of overlaps) {
    if (!other || greatest.has(other.depositNumber)) continue
    const { depositNumber, partyName, depositedAt } = other
    greatest.set(depositNumber, { depositNumber, partyName, depositedAt, share, shareOfOther })
  }
  return [...greatest.values()]
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
    requireAnswerable(row, now)
    const of = { objectionId: id, number: row.number, caseNumber: row.case_number, side: 'applicant' } as const
    await addEvidence(tx, of, files, now)
  })
  return await getObjection(p, actor, id)
}

function requireAnswerable(row: store.ObjectionRow, now: Date): void {
  if (row.lead_number !== null) throw new AppError('publication.merged', { number: row.lead_number })
  if (row.status !== 'lodged') throw new AppError('publication.objection_settled')
  if (nextStatus(situationOf(row, now), 'answer', 'applicant') === null)
    throw new AppError('publication.answer_over', { due: row.answer_due })
}

async function visibleObjection(db: Tx | Platform['db'], actor: Actor, id: string): Promise<store.ObjectionRow> {
  const row = await store.findObjection(db, id)
  if (!row || !maySee(actor, factsOf(row))) throw new AppError('kernel.not_found')
  return row
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
    requireAnswerable(row, now)
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

/** Dismissed: the notice runs on for the days it stood still. Upheld: the case is refused. */
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
      facts: { others_open: others, last_open: !others },
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
    if (upheld || others) return
    const pauses = all.map((objection) => ({
      from: toChinaDate(objection.lodged_at.getTime()),
      to: toChinaDate((ending.has(objection.id) ? now : (objection.decided_at ?? now)).getTime()),
    }))
    const deadline = noticeDeadline(p.calendar, packOf(p, after), notice.opens, pauses, notice.closes)
    await store.updateNotice(tx, notice.id, {
      status: 'open',
      closes: deadline.due,
      deadline: JSON.stringify(deadline),
    })
  })
  return await getObjection(p, actor, id)
}
