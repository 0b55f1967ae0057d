import { isPaused } from '@datadeed/core/filing/clock'
import type { deadlineView } from '@datadeed/core/kernel/case'
import { type IsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { deadlineFor, type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import { type Calendar, notBefore, type Pause } from '@datadeed/core/kernel/workdays'
import type { z } from 'zod'

export type DeadlineView = z.output<typeof deadlineView>

/** When a correction was required and answered; `answeredAt` is null while the company has it. */
export interface Round {
  requiredAt: Date | string
  answeredAt: Date | string | null
}

const dayOf = (moment: Date | string): IsoDate => toChinaDate(new Date(moment).getTime())

const derived = new WeakMap<RulePack, WeakMap<Calendar, Map<string, DeadlineView>>>()

/** A step's last day, not before the day a party was `told`, with its derivation and the rule it rests on, as people are shown it; derived once for many cases. */
export function deadlineOf(
  pack: RulePack,
  step: string,
  start: IsoDate,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
  told: IsoDate | null = null,
): DeadlineView {
  const ofPack = derived.get(pack) ?? new WeakMap<Calendar, Map<string, DeadlineView>>()
  derived.set(pack, ofPack)
  const known = ofPack.get(calendar) ?? new Map<string, DeadlineView>()
  ofPack.set(calendar, known)
  const key = `${step} ${start} ${pauses.map(({ from, to }) => `${from}/${to}`).join(' ')} ${told}`
  const view = known.get(key) ?? derive(pack, step, start, calendar, pauses, told)
  if (known.size > 5000) known.clear()
  known.set(key, view)
  return view
}

function derive(
  pack: RulePack,
  step: string,
  start: IsoDate,
  calendar: Calendar,
  pauses: readonly Pause[],
  told: IsoDate | null,
): DeadlineView {
  const { name, days, unit, source, confidence } = stepOf(pack, step)
  const { date, derivation, provisional } = notBefore(deadlineFor(pack, step, start, calendar, pauses), told)
  const dayList = derivation.map(({ date: day, counted, why }) => ({ date: day, counted, why }))
  return { step: name, due: date, days, unit, start, provisional, derivation: dayList, source, confidence }
}

/** The examination's last day: it starts with the submission and stands still while the company corrects. The green channel has its own step. */
export function reviewDeadline(
  pack: RulePack,
  submittedAt: Date | string,
  rounds: readonly Round[],
  calendar: Calendar,
  step = 'review',
): DeadlineView {
  const pauses = rounds.flatMap(({ requiredAt, answeredAt }) =>
    answeredAt === null ? [] : [{ from: dayOf(requiredAt), to: dayOf(answeredAt) }],
  )
  return deadlineOf(pack, step, dayOf(submittedAt), calendar, pauses)
}

/** Stretches for which an examiner stopped the clock, as `reviewDeadline` takes them; open ones are left to `isPaused`. */
export function pausedRounds(events: readonly { command: string; at: Date | string }[]): Round[] {
  const rounds: Round[] = []
  events.forEach(({ at }, i) => {
    const paused = isPaused(events.slice(0, i + 1))
    const open = rounds.findLast(({ answeredAt }) => answeredAt === null)
    if (paused && !open) rounds.push({ requiredAt: at, answeredAt: null })
    if (!paused && open) open.answeredAt = at
  })
  return rounds
}

/** The last day for the company's answer, not before the day it was `told`. */
export function correctionDeadline(
  pack: RulePack,
  requiredAt: Date | string,
  calendar: Calendar,
  told: IsoDate | null = null,
): DeadlineView {
  return deadlineOf(pack, 'correction', dayOf(requiredAt), calendar, [], told)
}

/** The last day for the company's answer to an objection, not before the day it was `told`. */
export function objectionDeadline(
  pack: RulePack,
  lodgedAt: Date | string,
  calendar: Calendar,
  told: IsoDate | null = null,
): DeadlineView {
  return deadlineOf(pack, 'objectionAnswer', dayOf(lodgedAt), calendar, [], told)
}
