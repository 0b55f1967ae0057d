import { decide, maySee } from '@datadeed/core/filing/policy'
import { type Actor, isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor, type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import type { Pause } from '@datadeed/core/kernel/workdays'
import { objectionScope } from '@datadeed/core/publication/policy'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { decodeCursor, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts, logLeaf, positionsOf } from '../evidence/service.ts'
import { advance, loadCase } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { type PublicContent, publicContent } from './content.ts'
import * as store from './store.ts'

const noticeStep = 'publicNotice'
const answerStep = 'objectionAnswer'

/** A step's last day with its derivation and the rule it rests on, as pages show it. */
function deadlineView(p: Platform, pack: RulePack, step: string, start: string, pauses: readonly Pause[] = []) {
  const deadline = deadlineFor(pack, step, start, p.calendar, pauses)
  const { days, unit, source, confidence } = stepOf(pack, step)
  return {
    step,
    due: deadline.date,
    days,
    unit,
    start,
    provisional: deadline.provisional,
    derivation: deadline.derivation.map(({ date, counted, why }) => ({ date, counted, why })),
    source,
    confidence,
  }
}
type DeadlineView = ReturnType<typeof deadlineView>

/** A released acceptance opens the notice, in the same transaction. */
export async function openNotice(tx: Tx, p: Platform, { caseId, now }: EventPayloads['examination.accepted']) {
  const accepted = await loadCase(tx, caseId)
  const [party, deposit] = [
    await partyFacts({ db: tx }, accepted.partyId),
    await getDepositFacts(tx, accepted.depositId),
  ]
  const content = publicContent(accepted.form, party.name, deposit.number)
  const opens = toChinaDate(now.getTime())
  const deadline = deadlineView(p, p.pack, noticeStep, opens)
  const year = Number(opens.slice(0, 4))
  const number = platformNumber(p.pack, 'notice', year, await nextInSeries(tx, `notice-${year}`))
  const { digests } = digestDocument({ number, caseNumber: accepted.number, opens, closes: deadline.due, content })
  const leafId = await logLeaf(tx, {
    type: 'notice',
    subject: accepted.number,
    digests,
    body: { number, opens, closes: deadline.due },
    now,
  })
  await store.insertNotice(tx, {
    id: newId<'notice'>(),
    number,
    case_id: caseId,
    opens,
    closes: deadline.due,
    status: 'open',
    content: JSON.stringify(content),
    deadline: JSON.stringify(deadline),
    leaf_id: leafId,
    created_at: now,
  })
}

/** A case that leaves the procedure takes its notice with it. */
export async function endNotice(tx: Tx, { caseId, to }: EventPayloads['filing.moved']) {
  if (to !== 'withdrawn' && to !== 'refused') return
  const notice = await store.lockNoticeOfCase(tx, caseId)
  if (notice) await store.updateNotice(tx, notice.id, { status: 'ended' })
}

/** Clears every notice whose last day is over and that no objection holds up. Safe to run at any time, any number of times. */
export async function sweepNotices(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  let cleared = 0
  for (const ended of await store.listEndedNotices(p.db, today))
    await inTx(p.db, async (tx) => {
      const notice = await store.lockNoticeOfCase(tx, ended.case_id)
      if (notice?.status !== 'open' || notice.closes >= today) return
      await store.updateNotice(tx, notice.id, { status: 'clear' })
      await p.events.emit(tx, 'publication.cleared', { caseId: notice.case_id, noticeId: notice.id, now })
      cleared += 1
    })
  return cleared
}

type NoticeListRow = Awaited<ReturnType<typeof store.listNoticeRows>>[number]
const contentOf = (row: { content: unknown }) => row.content as PublicContent

function briefOf(row: NoticeListRow) {
  const content = contentOf(row)
  return {
    id: row.id,
    number: row.number,
    caseNumber: row.case_number,
    name: content.name,
    holder: content.holder,
    prefectureCode: row.prefecture_code,
    from: row.opens,
    to: row.closes,
    status: row.status,
  }
}

export async function listNotices(p: Platform, query: z.output<typeof schema.noticeQuery>) {
  const filter = { open: query.open === 'true', q: query.q ?? '' }
  const after = query.cursor ? decodeCursor(query.cursor, 2) : null
  const [rows, total] = await Promise.all([
    store.listNoticeRows(p.db, filter, after && [String(after[0]), String(after[1])], query.limit),
    store.countNotices(p.db, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: items.map(briefOf), next, total }
}

export async function getNotice(p: Platform, number: string) {
  const row = await store.findNotice(p.db, number)
  if (!row) throw new AppError('kernel.not_found')
  const [positions, objections] = await Promise.all([
    positionsOf(p, [row.leaf_id]),
    store.countOpenObjections(p.db, row.id),
  ])
  return {
    ...contentOf(row),
    ...briefOf(row),
    deadline: row.deadline as DeadlineView,
    objections,
    logIndex: positions.get(row.leaf_id)?.index ?? null,
  }
}

/** Anybody may object under their real name while the notice runs; the case then waits for the registrar. */
export async function lodgeObjection(
  p: Platform,
  actor: Actor,
  noticeNumber: string,
  body: z.output<typeof schema.newObjection>,
) {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  if (!p.pack.objectionReasons.some((reason) => reason.code === body.reasonCode))
    throw new AppError('examination.unknown_ground', {}, [{ path: 'reasonCode', message: '请选择异议理由' }])
  return await inTx(p.db, async (tx) => {
    const found = await store.findNotice(tx, noticeNumber)
    const notice = found && (await store.lockNoticeOfCase(tx, found.case_id))
    if (!found || !notice) throw new AppError('kernel.not_found')
    const running = notice.status === 'open' || notice.status === 'suspended'
    if (!running || (notice.status === 'open' && today > notice.closes)) throw new AppError('publication.notice_over')
    const id = newId<'objection'>()
    const year = Number(today.slice(0, 4))
    const number = platformNumber(p.pack, 'objection', year, await nextInSeries(tx, `objection-${year}`))
    const { digests } = digestDocument({ number, noticeNumber, reasonCode: body.reasonCode, statement: body.statement })
    const { leafId } = await advance(tx, p, {
      caseId: notice.case_id,
      command: 'lodge_objection',
      actor: actor.kind === 'system' ? { kind: 'public' } : actor,
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
      answer_due: deadlineFor(p.pack, answerStep, today, p.calendar).date,
      status: 'lodged',
      leaf_id: leafId,
    })
    await store.updateNotice(tx, notice.id, { status: 'suspended' })
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

function objectionViewOf(actor: Actor, row: store.ObjectionRow) {
  const open = row.status === 'lodged' || row.status === 'answered'
  const may = (command: 'answer_objection' | 'dismiss_objection') => {
    try {
      decide(factsOf(row), command, actor, () => true)
      return true
    } catch {
      return false
    }
  }
  const can = [
    ...(row.status === 'lodged' && may('answer_objection') ? ['answer'] : []),
    ...(open && may('dismiss_objection') ? ['decide'] : []),
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
    objector: staff ? { name: row.objector_name, contact: `${row.contact_phone} ${row.contact_email}` } : null,
    can,
  }
}

export async function listObjections(p: Platform, actor: Actor, query: z.output<typeof schema.objectionQuery>) {
  const after = query.cursor ? decodeCursor(query.cursor, 2) : null
  const filter = { caseId: query.caseId, open: query.open === 'true' }
  const place = after && ([String(after[0]), String(after[1])] as const)
  const rows = await store.listObjectionRows(p.db, objectionScope(actor), filter, place, query.limit)
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.lodged_at.toISOString(), row.id])
  return { items: items.map((row) => objectionViewOf(actor, row)), next, total: items.length }
}

export async function getObjection(p: Platform, actor: Actor, id: string) {
  return objectionViewOf(actor, await visibleObjection(p.db, actor, id))
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
    if (row.status !== 'lodged') throw new AppError('publication.objection_settled')
    await store.updateObjection(tx, id, { status: 'answered', answer: text, answered_at: now })
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
    if (!notice || (mine?.status !== 'lodged' && mine?.status !== 'answered'))
      throw new AppError('publication.objection_settled')
    const others = all.some((other) => other.id !== id && (other.status === 'lodged' || other.status === 'answered'))
    const upheld = body.outcome === 'upheld'
    const { digests } = digestDocument({ objection: number, outcome: body.outcome, reason: body.reason })
    await advance(tx, p, {
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
    await store.updateObjection(tx, id, {
      status: body.outcome,
      decision: body.reason,
      decided_at: now,
      decided_by: actor.kind === 'account' ? actor.accountId : null,
    })
    if (upheld || others) return
    const pauses = all.map((objection) => ({
      from: toChinaDate(objection.lodged_at.getTime()),
      to: toChinaDate((objection.id === id ? now : (objection.decided_at ?? now)).getTime()),
    }))
    const deadline = deadlineView(p, p.pack, noticeStep, notice.opens, pauses)
    await store.updateNotice(tx, notice.id, {
      status: 'open',
      closes: deadline.due,
      deadline: JSON.stringify(deadline),
    })
  })
  return await getObjection(p, actor, id)
}

/** A case's notice in brief, for the features below. */
export async function noticeOfCase(tx: Tx, caseId: string) {
  const notice = await store.lockNoticeOfCase(tx, caseId)
  if (!notice) throw new AppError('kernel.not_found')
  return {
    id: notice.id,
    number: notice.number,
    content: contentOf(notice),
    opens: notice.opens,
    closes: notice.closes,
  }
}
