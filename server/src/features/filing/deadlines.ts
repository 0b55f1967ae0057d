import type { deadlineView } from '@datadeed/core/kernel/case'
import { type IsoDate, toChinaDate } from '@datadeed/core/kernel/dates'
import { deadlineFor, type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import type { Calendar, Pause } from '@datadeed/core/kernel/workdays'
import type { z } from 'zod'

export type DeadlineView = z.output<typeof deadlineView>

/** When a correction was required and answered; `answeredAt` is null while the company has it. */
export interface Round {
  requiredAt: Date | string
  answeredAt: Date | string | null
}

const dayOf = (moment: Date | string): IsoDate => toChinaDate(new Date(moment).getTime())

const derived = new WeakMap<RulePack, WeakMap<Calendar, Map<string, DeadlineView>>>()

/** A step's last day with its derivation and the rule it rests on, as people are shown it; derived once for many cases. */
export function deadlineOf(
  pack: RulePack,
  step: string,
  start: IsoDate,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): DeadlineView {
  const ofPack = derived.get(pack) ?? new WeakMap<Calendar, Map<string, DeadlineView>>()
  derived.set(pack, ofPack)
  const known = ofPack.get(calendar) ?? new Map<string, DeadlineView>()
  ofPack.set(calendar, known)
  const key = `${step} ${start} ${pauses.map(({ from, to }) => `${from}/${to}`).join(' ')}`
  const view = known.get(key) ?? derive(pack, step, start, calendar, pauses)
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
): DeadlineView {
  const { name, days, unit, source, confidence } = stepOf(pack, step)
  const { date, derivation, provisional } = deadlineFor(pack, step, start, calendar, pauses)
  const told = derivation.map(({ date: day, counted, why }) => ({ date: day, counted, why }))
  return { step: name, due: date, days, unit, start, provisional, derivation: told, source, confidence }
}

/** The examination's last day: it starts with the submission and stands still while the company corrects. */
export function reviewDeadline(
  pack: RulePack,
  submittedAt: Date | string,
  rounds: readonly Round[],
  calendar: Calendar,
): DeadlineView {
  const pauses = rounds.flatMap(({ requiredAt, answeredAt }) =>
    answeredAt === null ? [] : [{ from: dayOf(requiredAt), to: dayOf(answeredAt) }],
  )
  return deadlineOf(pack, 'review', dayOf(submittedAt), calendar, pauses)
}

/** The last day for the company's answer. */
export function correctionDeadline(pack: RulePack, requiredAt: Date | string, calendar: Calendar): DeadlineView {
  return deadlineOf(pack, 'correction', dayOf(requiredAt), calendar)
}

/** The last day for the company's answer to an objection. */
export function objectionDeadline(pack: RulePack, lodgedAt: Date | string, calendar: Calendar): DeadlineView {
  return deadlineOf(pack, 'objectionAnswer', dayOf(lodgedAt), calendar)
}
