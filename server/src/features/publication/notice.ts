import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { platformNumber } from '@datadeed/core/kernel/numbers'
import { deadlineFor, type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import { type Calendar, notBefore, type Pause } from '@datadeed/core/kernel/workdays'
import type * as schema from '@datadeed/core/publication/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { getDepositFacts, logLeaf, positionsOf } from '../evidence/service.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'
import { type PublicContent, publicContent } from './content.ts'
import { closeMediations } from './mediation-store.ts'
import * as store from './store.ts'
import { forgetUnconfirmed } from './watch.ts'

const noticeStep = 'publicNotice'

/** A notice's last day, not before the day that was `told`, with its derivation and the rule it rests on, as pages show it. */
export function noticeDeadline(
  calendar: Calendar,
  pack: RulePack,
  start: string,
  pauses: readonly Pause[] = [],
  told: string | null = null,
) {
  const deadline = notBefore(deadlineFor(pack, noticeStep, start, calendar, pauses), told)
  const { days, unit, source, confidence } = stepOf(pack, noticeStep)
  return {
    step: noticeStep,
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
export type NoticeDeadline = ReturnType<typeof noticeDeadline>

/** A running notice's last day, after the calendar changed; the caller holds the case. */
export async function moveNotice(tx: Tx, noticeId: string, deadline: NoticeDeadline): Promise<void> {
  await store.updateNotice(tx, noticeId, { closes: deadline.due, deadline: JSON.stringify(deadline) })
}

/** A released acceptance opens the notice, in the same transaction. */
export async function openNotice(tx: Tx, p: Platform, { caseId, now }: EventPayloads['examination.accepted']) {
  const accepted = await loadCase(tx, caseId)
  const [party, deposit] = [
    await partyFacts({ db: tx }, accepted.partyId),
    await getDepositFacts(tx, accepted.depositId),
  ]
  const pack = packOf(p, accepted)
  const content = publicContent(accepted.form, party.name, deposit.number, pack)
  const opens = toChinaDate(now.getTime())
  const deadline = noticeDeadline(p.calendar, pack, opens)
  const year = Number(opens.slice(0, 4))
  const number = platformNumber(pack, 'notice', year, await nextInSeries(tx, `notice-${year}`))
  const { digests } = digestDocument({ number, caseNumber: accepted.number, opens, closes: deadline.due, content })
  const leafId = await logLeaf(tx, {
    type: 'notice',
    subject: accepted.number,
    digests,
    body: { number, opens, closes: deadline.due },
    now,
  })
  const noticeId = newId<'notice'>()
  await store.insertNotice(tx, {
    id: noticeId,
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
  await enqueue(tx, 'publication.watch', { noticeId })
}

/** A case that leaves the procedure takes its notice with it. */
export async function endNotice(tx: Tx, { caseId, to, now }: EventPayloads['filing.moved']) {
  if (to !== 'withdrawn' && to !== 'refused') return
  const notice = await store.lockNoticeOfCase(tx, caseId)
  if (notice) await store.updateNotice(tx, notice.id, { status: 'ended' })
  await closeMediations(
    tx,
    (await store.listOfCase(tx, caseId)).map(({ id }) => id),
    now,
  )
}

/** Clears one notice, unless somebody else did, or it was held up in the meantime. */
async function clearNotice(p: Platform, caseId: string, now: Date): Promise<boolean> {
  return await inTx(p.db, async (tx) => {
    const notice = await store.lockNoticeOfCase(tx, caseId)
    if (notice?.status !== 'open' || notice.closes >= toChinaDate(now.getTime())) return false
    await store.updateNotice(tx, notice.id, { status: 'clear' })
    await p.events.emit(tx, 'publication.cleared', { caseId, noticeId: notice.id, now })
    return true
  })
}

/**
 * Clears every notice whose last day is over and that no objection holds up. Safe to run at any time, any number of times;
 * one that cannot be cleared holds up no other and is told of at the end.
 */
export async function sweepNotices(p: Platform): Promise<number> {
  const now = p.clock.now()
  await forgetUnconfirmed(p)
  let cleared = 0
  const failed: unknown[] = []
  for (const caseId of await store.listEndedNotices(p.db, toChinaDate(now.getTime())))
    try {
      if (await clearNotice(p, caseId, now)) cleared += 1
    } catch (error) {
      failed.push(error)
    }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} notices could not be cleared`)
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

function filterOf({ open, q, owner, field, direction, industry, prefecture }: z.output<typeof schema.feedQuery>) {
  const typed = { q, owner, field, direction, industry, prefecture }
  const texts = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text ?? '']))
  return { open: open === 'true', ...(texts as Record<keyof typeof typed, string>) }
}

/** One page of notices with what they publish, newest first, for feeds. */
export async function listPublished(p: Platform, query: z.output<typeof schema.feedQuery>, limit: number) {
  const rows = await store.listNoticeRows(p.db, filterOf(query), decodePlace(query.cursor, 'moment'), limit)
  const { items, next } = pageOfRows(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  const published = items.map((row) => ({
    ...{ ...contentOf(row), ...briefOf(row) },
    publishedAt: row.created_at.toISOString(),
  }))
  return { items: published, next }
}

export async function listNotices(p: Platform, query: z.output<typeof schema.noticeQuery>) {
  const filter = filterOf(query)
  const after = decodePlace(query.cursor, 'moment')
  const [rows, total] = await Promise.all([
    store.listNoticeRows(p.db, filter, after, query.limit),
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
    store.countObjections(p.db, row.id),
  ])
  return {
    ...contentOf(row),
    ...briefOf(row),
    deadline: row.deadline as NoticeDeadline,
    objections,
    logIndex: positions.get(row.leaf_id)?.index ?? null,
  }
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

/** The reasons for which one may object to a notice: those of the pack under which its case was filed. */
export async function objectionReasonsOf(p: Platform, number: string): Promise<RulePack['objectionReasons']> {
  const found = await store.findNotice(p.db, number)
  if (!found) throw new AppError('kernel.not_found')
  return packOf(p, await loadCase(p.db, found.case_id)).objectionReasons
}
