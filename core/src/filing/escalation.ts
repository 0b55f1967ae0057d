import { addDays, daysBetween, type IsoDate } from '../kernel/dates.ts'
import type { EscalationLevel, EscalationRole, RulePack } from '../kernel/rule-pack.ts'
import type { Day } from './clock.ts'

/** Levels in the order in which they are reached. */
export interface Reached {
  level: EscalationLevel
  /** The legal day at whose beginning it is reached. */
  on: IsoDate
  tell: readonly EscalationRole[]
}

/** A clock that runs, with its last day. */
export interface Counting {
  step: string
  start: IsoDate
  due: IsoDate
  derivation: readonly Day[]
}

/** The day on which a share of the time is used up: of the counted days where days were counted one by one, else of all. */
function dayOfShare({ start, due, derivation }: Counting, share: number): IsoDate {
  const counted = derivation.filter((day) => day.counted).map(({ date }) => date)
  if (counted.length > 1) return counted[Math.max(Math.ceil(share * counted.length), 1) - 1] ?? due
  return addDays(start, Math.ceil(share * daysBetween(start, due)))
}

/** When a running clock is escalated, to whom, by the levels of its rule pack; empty for steps that are not. */
export function levelsOf(pack: RulePack, clock: Counting): Reached[] {
  const rule = pack.escalation
  if (!rule?.steps.includes(clock.step)) return []
  return rule.levels.map(({ code, share, tell }) => {
    if (share !== undefined) return { level: code, on: dayOfShare(clock, share), tell }
    return { level: code, on: code === 'expired' ? addDays(clock.due, 1) : clock.due, tell }
  })
}
