import { isPaused } from '@datadeed/core/filing/clock'
import { type Actor, system } from '@datadeed/core/kernel/actor'
import {
  type CalendarFile,
  calendarFileSchema,
  calendarFor,
  compareCalendars,
  workingDaysOf,
} from '@datadeed/core/kernel/calendar-file'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { Calendar, Pause } from '@datadeed/core/kernel/workdays'
import { maySimulate } from '@datadeed/core/rule-pack/policy'
import type { DeadlineShift } from '@datadeed/core/rule-pack/schema'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { makePlatform, type Platform } from '../../platform/platform.ts'
import {
  advance,
  correctionDeadline,
  moveRoundDue,
  objectionDeadline,
  packOf,
  pausedRounds,
  recountClocks,
  reviewDeadline,
  reviewStep,
} from '../filing/service.ts'
import { moveAnswerDue, moveNotice, type NoticeDeadline, noticeDeadline } from '../publication/service.ts'
import { findVersion, listOpenCases, type OpenCase } from './store.ts'

/** One open deadline by another calendar; `target` is the row it stands in beside the case's own. */
interface Recomputed {
  shift: DeadlineShift
  target:
    | { kind: 'case' }
    | { kind: 'objection'; id: string }
    | { kind: 'notice'; id: string; deadline: NoticeDeadline }
}

const dayOf = (moment: Date | string) => toChinaDate(new Date(moment).getTime())

const stepNames: Record<DeadlineShift['step'], string> = {
  review: '审查期限',
  correction: '补正期限',
  publicNotice: '公示期',
  objectionAnswer: '答复异议的期限',
}

/** Every open deadline of a case, counted by `days`. What a party was told is never made earlier; the registrar's own is. */
function deadlinesOf(p: Platform, c: OpenCase, days: (prefecture: string, step: string) => Calendar): Recomputed[] {
  const pack = packOf(p, c)
  const brief = {
    ...{ caseId: c.id, caseNumber: c.number, caseName: c.name, status: c.status, prefectureCode: c.prefectureCode },
  }
  if (c.status === 'correction_required') {
    const round = c.rounds.at(-1)
    if (!round || c.due === null) return []
    const calendar = days(c.prefectureCode, 'correction')
    const counted = correctionDeadline(pack, round.requiredAt, calendar).due
    const after = correctionDeadline(pack, round.requiredAt, calendar, c.due).due
    return [{ shift: { ...brief, step: 'correction', before: c.due, counted, after }, target: { kind: 'case' } }]
  }
  if (c.status === 'objection_pending')
    return c.objections
      .filter(({ status }) => status === 'lodged')
      .map(({ id, lodgedAt, servedAt, answerDue }) => {
        const calendar = days(c.prefectureCode, 'objectionAnswer')
        const counted = objectionDeadline(pack, servedAt ?? lodgedAt, calendar).due
        const after = objectionDeadline(pack, servedAt ?? lodgedAt, calendar, answerDue).due
        return {
          shift: { ...brief, step: 'objectionAnswer' as const, before: answerDue, counted, after },
          target: { kind: 'objection' as const, id },
        }
      })
  if (c.status === 'public_notice') {
    if (c.notice?.status !== 'open') return []
    const { id, opens, closes } = c.notice
    const pauses: Pause[] = c.objections.map(({ lodgedAt, decidedAt }) => ({
      from: dayOf(lodgedAt),
      to: dayOf(decidedAt ?? lodgedAt),
    }))
    const calendar = days('', 'publicNotice')
    const counted = noticeDeadline(calendar, pack, opens, pauses).due
    const deadline = noticeDeadline(calendar, pack, opens, pauses, closes)
    return [
      {
        shift: { ...brief, step: 'publicNotice', before: closes, counted, after: deadline.due },
        target: { kind: 'notice', id, deadline },
      },
    ]
  }
  // Without a last day the clock stands still, and is counted anew when it runs on.
  if (c.submittedAt === null || c.due === null || isPaused(c.events)) return []
  const step = reviewStep(pack, c.green)
  const counted = reviewDeadline(
    pack,
    c.submittedAt,
    [...c.rounds, ...pausedRounds(c.events)],
    days('', step),
    step,
  ).due
  return [{ shift: { ...brief, step: 'review', before: c.due, counted, after: counted }, target: { kind: 'case' } }]
}

function recomputed(p: Platform, cases: readonly OpenCase[], file: CalendarFile): Recomputed[] {
  const known = new Map<string, Calendar>()
  const days = (prefecture: string, step: string) => {
    const key = `${prefecture} ${step}`
    const calendar = known.get(key) ?? calendarFor(file, prefecture, step)
    known.set(key, calendar)
    return calendar
  }
  return cases.flatMap((c) => deadlinesOf(p, c, days))
}

const moves = ({ shift }: Recomputed) => shift.before !== shift.after

/** Which open deadlines a calendar that is not yet in effect would move, and which it would have made earlier. */
export async function previewCalendar(p: Platform, actor: Actor, id: string) {
  if (!maySimulate(actor)) throw new AppError('kernel.forbidden')
  const row = await findVersion(p.db, id)
  if (row?.kind !== 'calendar') throw new AppError('kernel.not_found')
  const file = calendarFileSchema.parse(JSON.parse(row.content))
  const all = recomputed(p, await listOpenCases(p.db), file)
  const moved = all.filter(moves)
  const kept = all.filter(({ shift }) => shift.counted < shift.after)
  return {
    days: compareCalendars(p.rules.calendarFile(), file),
    years: Object.entries(file.years).map(([year, { provisional = false, source }]) => ({
      ...{ year, provisional, source },
      workingDays: workingDaysOf(year, file.years),
    })),
    open: all.length,
    moved: moved.length,
    kept: kept.length,
    items: all
      .filter((one) => moves(one) || one.shift.counted < one.shift.after)
      .slice(0, 500)
      .map(({ shift }) => shift),
  }
}

const sentenceOf = ({ step, before, after }: DeadlineShift, version: string): string =>
  `工作日历更新为 ${version} 版，${stepNames[step]}的最后一日由${formatDateZh(before)}改为${formatDateZh(after)}。`

/** Moves every open deadline to a calendar inside the caller's transaction; each case gets an event, and its party is told. */
export async function moveDeadlines(tx: Tx, platform: Platform, file: CalendarFile): Promise<number> {
  // Whatever counts along the way counts by the new calendar.
  const p = makePlatform({ ...platform, rules: platform.rules.withCalendar(file) })
  const now = p.clock.now()
  const moved = recomputed(p, await listOpenCases(tx), file).filter(moves)
  const byCase = Map.groupBy(moved, ({ shift }) => shift.caseId)
  for (const [caseId, list] of byCase) {
    const ownDay = list.find(({ target }) => target.kind === 'case')
    await advance(tx, p, {
      ...{ caseId, command: 'recompute_deadline', actor: system, now },
      note: list.map(({ shift }) => sentenceOf(shift, file.version)).join(''),
      payload: {
        calendar: file.version,
        deadlines: list.map(({ shift: { step, before, counted, after } }) => ({ step, before, counted, after })),
      },
      ...(ownDay ? { set: { due: ownDay.shift.after } } : {}),
    })
    for (const { shift, target } of list) {
      if (target.kind === 'objection') await moveAnswerDue(tx, target.id, shift.after)
      else if (target.kind === 'notice') await moveNotice(tx, target.id, target.deadline)
      else if (shift.step === 'correction') await moveRoundDue(tx, caseId, shift.after)
    }
  }
  return moved.length
}

/** Moves what commands counted by the calendar of before while the new one came into effect; nothing where all is well. */
export async function recompute(p: Platform): Promise<number> {
  await p.rules.refresh()
  const moved = await inTx(p.db, (tx) => moveDeadlines(tx, p, p.rules.calendarFile()))
  await recountClocks(p)
  return moved
}
