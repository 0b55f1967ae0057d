import { addDays, type IsoDate, startOfChinaDay, toChinaDate } from '../kernel/dates.ts'
import { deadlineFor, type RulePack, stepOf } from '../kernel/rule-pack.ts'
import { type Calendar, notBefore, rollToWorkday } from '../kernel/workdays.ts'
import type { CaseStatus } from './machine.ts'

/** The clocks of a case. A step of the rule pack says how long each runs, what makes it stand still, and what its end does. */
export const clockKinds = [
  'acceptance',
  'examination',
  'correction',
  'notice',
  'objection_answer',
  'objection_decision',
  'mediation',
] as const
export type ClockKind = (typeof clockKinds)[number]

/** What can make a clock stand still, in the words of `pauseOn` of the rule pack. */
export const pauseCauses = [
  'correction_requested',
  'expert_consulted',
  'suspended',
  'objection_lodged',
  'mediation_agreed',
] as const
export type PauseCause = (typeof pauseCauses)[number]

/** What an examiner may stop the clock for. */
export const pauseReasons = ['expert_consulted', 'suspended'] as const satisfies readonly PauseCause[]
export type PauseReason = (typeof pauseReasons)[number]

/** The days after `from` up to and including `to` are not counted; `to` is null while it stands still. */
export type Interval = { from: IsoDate; to: IsoDate | null; cause: PauseCause }

/** A clock as the case's history tells it; its last day follows from rule pack, calendar and outages. */
export interface Clock {
  kind: ClockKind
  /** Which of several of a kind: the round of a correction, the number of an objection; else empty. */
  ref: string
  step: string
  startedAt: Date
  pauses: Interval[]
  endedAt: Date | null
}

/** One event of a case's history, as far as clocks depend on it. */
export interface Happened {
  at: Date
  command: string
  to: string
  payload: Readonly<Record<string, unknown>>
}

export const chinaDay = (moment: Date): IsoDate => toChinaDate(moment.getTime())

const openStatuses: readonly CaseStatus[] = [
  'submitted',
  'under_review',
  'correction_required',
  'acceptance_proposed',
  'refusal_proposed',
  'public_notice',
  'objection_pending',
]
const examined: readonly string[] = openStatuses.slice(0, 5)
/** What lets a clock run on that an examiner stopped: their word, and whatever takes the case out of their hands. */
const resuming: readonly string[] = [
  'resume_clock',
  'resume_after_expert',
  'unclaim',
  'return_unattended',
  'propose_acceptance',
  'propose_refusal',
]
/** What ends one objection; the notice runs on when it was the last. */
const closing: readonly string[] = ['dismiss_objection', 'uphold_objection', 'settle_objection', 'withdraw_objection']
const isPauseReason = (value: unknown): value is PauseReason => pauseReasons.some((reason) => reason === value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** All clocks of a case from its history alone, in the order of their starts: the same history gives the same clocks. */
export function clocksOf(history: readonly Happened[], pack: RulePack): Clock[] {
  const clocks: Clock[] = []
  const running = (kind: ClockKind, ref?: string) =>
    clocks.find((clock) => clock.kind === kind && clock.endedAt === null && (ref === undefined || clock.ref === ref))
  const start = (kind: ClockKind, step: string, at: Date, ref = '') => {
    if (pack.steps[step] && !running(kind, ref))
      clocks.push({ kind, ref, step, startedAt: at, pauses: [], endedAt: null })
  }
  const end = (at: Date, kind: ClockKind, ref?: string) => {
    const clock = running(kind, ref)
    if (clock) clock.endedAt = at
  }
  const stop = (kind: ClockKind, cause: PauseCause, at: Date, ref?: string) => {
    const clock = running(kind, ref)
    if (!clock || !stepOf(pack, clock.step).pauseOn.includes(cause)) return
    if (!clock.pauses.some(({ to }) => to === null)) clock.pauses.push({ from: chinaDay(at), to: null, cause })
  }
  const resume = (kind: ClockKind, at: Date, ref?: string) => {
    const pause = running(kind, ref)?.pauses.find(({ to }) => to === null)
    if (pause) pause.to = chinaDay(at)
  }
  let rounds = 0
  for (const { at, command, to, payload } of history) {
    const objection = textOf(payload.objection)
    if (command === 'submit') {
      start('acceptance', 'acceptance', at)
      start('examination', 'review', at)
    }
    if (command === 'claim' || command === 'deem_accepted') end(at, 'acceptance')
    if (command === 'require_correction') {
      rounds += 1
      resume('examination', at)
      stop('examination', 'correction_requested', at)
      start('correction', 'correction', at, String(rounds))
    }
    if (command === 'respond') {
      end(at, 'correction')
      resume('examination', at)
    }
    if (command === 'pause_clock' && isPauseReason(payload.reason)) stop('examination', payload.reason, at)
    if (resuming.includes(command)) resume('examination', at)
    if (command === 'enter_green_channel' || command === 'leave_green_channel') {
      const clock = running('examination')
      const step = command === 'enter_green_channel' ? pack.greenChannel?.step : 'review'
      if (clock && step) clock.step = step
    }
    if (command === 'lodge_objection') {
      stop('notice', 'objection_lodged', at)
      // One that is decided together with another has no clock of its own.
      if (!textOf(payload.mergedInto)) start('objection_answer', 'objectionAnswer', at, objection)
    }
    if (command === 'serve_objection') {
      const clock = running('objection_answer', objection)
      if (clock) clock.startedAt = at
    }
    if (command === 'answer_objection' || command === 'lapse_answer') {
      end(at, 'objection_answer', objection)
      start('objection_decision', 'objectionDecision', at, objection)
    }
    if (command === 'mediate_objection') {
      stop('objection_decision', 'mediation_agreed', at, objection)
      start('mediation', 'mediation', at, objection)
    }
    if (command === 'end_mediation') {
      end(at, 'mediation', objection)
      resume('objection_decision', at, objection)
    }
    if (closing.includes(command)) {
      // One that was merged with it goes on in its place, with the time that ran already.
      const successor = textOf(payload.successor)
      resume('objection_decision', at, objection)
      for (const kind of ['objection_answer', 'objection_decision'] as const) {
        const clock = running(kind, objection)
        if (clock && successor) clocks.push({ ...clock, ref: successor, pauses: [...clock.pauses] })
      }
      for (const kind of ['objection_answer', 'objection_decision', 'mediation'] as const) end(at, kind, objection)
    }
    if (to === 'public_notice' && command === 'release') start('notice', 'publicNotice', at)
    if (to === 'public_notice' && closing.includes(command)) resume('notice', at)
    if (!examined.includes(to)) {
      end(at, 'acceptance')
      end(at, 'examination')
    }
    if (!openStatuses.some((status) => status === to))
      for (const kind of clockKinds) while (running(kind)) end(at, kind)
  }
  return clocks
}

/** A stretch in which nobody could reach the platform. */
export interface Outage {
  from: Date
  to: Date
}

/** Whole minutes of outages within a day in China. */
export function outageMinutes(day: IsoDate, outages: readonly Outage[]): number {
  const [begins, ends] = [startOfChinaDay(day), startOfChinaDay(addDays(day, 1))]
  const spans = outages
    .map(({ from, to }) => [Math.max(from.getTime(), begins), Math.min(to.getTime(), ends)] as const)
    .filter(([from, to]) => to > from)
    .sort(([a], [b]) => a - b)
  let [sum, until] = [0, begins]
  for (const [from, to] of spans) {
    sum += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return Math.floor(sum / 60_000)
}

export interface Day {
  date: IsoDate
  counted: boolean
  why: string
}
/** The last day of a clock, and how it was counted. */
export interface Counted {
  due: IsoDate
  provisional: boolean
  derivation: Day[]
}

/** What a clock is counted by. */
export interface Count {
  pack: RulePack
  calendar: Calendar
  outages?: readonly Outage[]
  /** The last day a party was told of; it stands when it is the later one. */
  told?: IsoDate | null
}

/** Moves a last day off days on which the platform was out of reach too long, saying so on each. */
function pastOutages(from: IsoDate, days: Day[], { pack, calendar, outages = [] }: Count): IsoDate {
  let due = from
  const least = pack.outage?.minutes ?? Number.POSITIVE_INFINITY
  for (let minutes = outageMinutes(due, outages); minutes >= least; minutes = outageMinutes(due, outages)) {
    const words = `当日平台停机 ${minutes} 分钟，期限顺延至下一工作日`
    const at = days.findLastIndex((day) => day.date === due)
    const day = days[at]
    if (day) days[at] = { ...day, why: `${day.why}；${words}` }
    else days.push({ date: due, counted: false, why: words })
    const next = rollToWorkday(addDays(due, 1), calendar)
    for (const { date, counted, why } of next.derivation)
      days.push({ date, counted: false, why: counted ? `${why}，因停机顺延的最后一日` : why })
    due = next.date
  }
  return due
}

/**
 * The last day of a clock; null while it stands still, for then nobody knows. A last day of a party of which the platform was
 * out of reach for the minutes of the rule pack or longer moves to the next working day, as often as that one is like it.
 */
export function countClock(clock: Clock, count: Count): Counted | null {
  const { pack, calendar, told = null } = count
  const closed = clock.pauses.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]))
  if (closed.length < clock.pauses.length && clock.endedAt === null) return null
  const counted = deadlineFor(pack, clock.step, chinaDay(clock.startedAt), calendar, closed)
  const days: Day[] = counted.derivation.map(({ date, counted: yes, why }) => ({ date, counted: yes, why }))
  const movable = pack.outage?.steps.includes(clock.step) === true
  const move = (day: IsoDate) => (movable ? pastOutages(day, days, count) : day)
  let due = move(counted.date)
  if (told !== null && told > due) {
    const { derivation } = notBefore({ date: due, derivation: [], provisional: false }, told)
    days.push(...derivation.map(({ date, why }) => ({ date, counted: false, why })))
    due = move(told)
  }
  return { due, provisional: counted.provisional, derivation: days }
}

/** Clocks whose last day a party was told of: it never comes earlier than told. */
export const partyClocks: readonly ClockKind[] = ['correction', 'notice', 'objection_answer']

/** Whether an examiner stopped the clock and did not let it run on since; a correction ends such a pause. */
export function isPaused(history: readonly Pick<Happened, 'command'>[]): boolean {
  const last = history.findLast(
    ({ command }) => command === 'pause_clock' || command === 'require_correction' || resuming.includes(command),
  )
  return last?.command === 'pause_clock'
}
