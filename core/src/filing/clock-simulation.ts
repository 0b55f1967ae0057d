import { addDays, type IsoDate } from '../kernel/dates.ts'
import { type EscalationLevel, type EscalationRole, type RulePack, stepOf } from '../kernel/rule-pack.ts'
import type { Calendar } from '../kernel/workdays.ts'
import {
  type Clock,
  type ClockKind,
  chinaDay,
  clocksOf,
  countClock,
  type Day,
  type Happened,
  type Outage,
} from './clock.ts'
import { levelsOf } from './escalation.ts'

/** A clock of the snapshot that runs. */
export interface RunningClock {
  kind: ClockKind
  ref: string
  step: string
  startedAt: Date
  due: IsoDate
  derivation: readonly Day[]
  /** Levels that were told of already. */
  done: readonly EscalationLevel[]
}
export interface RunningCase {
  caseId: string
  pack: RulePack
  calendarFor: (step: string) => Calendar
  clocks: readonly RunningClock[]
  /** Days before a last day on which its party is reminded. */
  remind?: (kind: ClockKind) => readonly number[]
}

/** What the end of a clock does by itself, as the rule pack names it. */
export type Effect = Exclude<RulePack['steps'][string]['onExpiry'], 'escalate' | 'issue' | 'none'>
export interface Foreseen {
  caseId: string
  on: IsoDate
  kind: ClockKind
  ref: string
  step: string
  due: IsoDate
  level: EscalationLevel | null
  effect: Effect | null
  /** A reminder so many days before the last day; null for what is none. */
  reminder: number | null
  /** Whom: staff by role, or the applicant. */
  tell: readonly (EscalationRole | 'applicant')[]
}

/** The reminders of a last day that are still to go out, by the day of each; those of today went out in the night. */
export function remindersAhead(due: IsoDate, marks: readonly number[], from: IsoDate) {
  return marks.map((mark) => ({ on: addDays(due, -mark), reminder: mark })).filter(({ on }) => on > from)
}

const ending: readonly string[] = ['deem_withdrawn', 'clear_notice']
const isEffect = (word: string): word is Effect =>
  ['deem_accepted', 'deem_withdrawn', 'decide_on_file', 'clear_notice'].includes(word)

/** An answer that does not come: the registrar's own clock runs from then on. */
function decisionAfter(clock: RunningClock, { pack, calendarFor }: RunningCase): RunningClock | null {
  if (clock.kind !== 'objection_answer' || !pack.steps.objectionDecision) return null
  // Noon in China of the first day after the last one.
  const startedAt = new Date(`${addDays(clock.due, 1)}T04:00:00Z`)
  const step = 'objectionDecision'
  const next: Clock = { kind: 'objection_decision', ref: clock.ref, step, startedAt, pauses: [], endedAt: null }
  const counted = countClock(next, { pack, calendar: calendarFor(step) })
  return counted && { ...next, due: counted.due, derivation: counted.derivation, done: [] }
}

function foreseeClock(of: RunningCase, clock: RunningClock, from: IsoDate): Foreseen[] {
  const { caseId, pack } = of
  const { kind, ref, step, due } = clock
  const base = { caseId, kind, ref, step, due }
  const levels = levelsOf(pack, { step, start: chinaDay(clock.startedAt), due, derivation: clock.derivation })
  const told: Foreseen[] = levels
    .filter(({ level }) => !clock.done.includes(level))
    .map(({ level, on, tell }) => ({ ...base, on, level, effect: null, reminder: null, tell }))
  const { onExpiry } = stepOf(pack, step)
  if (isEffect(onExpiry))
    told.push({ ...base, on: addDays(due, 1), level: null, effect: onExpiry, reminder: null, tell: ['applicant'] })
  for (const one of remindersAhead(due, of.remind?.(kind) ?? [], from))
    told.push({ ...base, ...one, level: null, effect: null, tell: ['applicant'] })
  const next = decisionAfter(clock, of)
  return next ? [...told, ...foreseeClock(of, next, from)] : told
}

/**
 * What happens from `from` through the days after it if nobody does anything: who is told of what on which day, and what the
 * end of a time limit does by itself. A case that ends takes what would come later with it. Changes nothing; what is overdue
 * already and untold stands at `from`.
 */
export function foresee(cases: readonly RunningCase[], from: IsoDate, days: number): Foreseen[] {
  const until = addDays(from, days)
  const all = cases.flatMap((of) => {
    const list = of.clocks
      .flatMap((clock) => foreseeClock(of, clock, from))
      .map((one) => (one.on < from ? { ...one, on: from } : one))
    const end = list
      .filter(({ effect }) => effect !== null && ending.includes(effect))
      .map(({ on }) => on)
      .sort()[0]
    return list.filter((one) => one.on <= until && (end === undefined || one.on <= end))
  })
  const key = ({ on, caseId, due }: Foreseen) => `${on} ${caseId} ${due}`
  return all.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** What an open case would be told of, counted anew from its history. */
export interface Retold extends Pick<RunningCase, 'caseId' | 'pack' | 'calendarFor' | 'remind'> {
  history: readonly Happened[]
  outages: readonly Outage[]
}
/** Days, more than a clock runs. */
const farthestDays = 10_000

/**
 * Who is told of what on which day by the clocks of a case that run, from the start of each on: as its history and a pack alone say, whatever was
 * told already and by whatever pack.
 */
export function foreseeFromHistory({ history, outages, ...of }: Retold): Foreseen[] {
  const clocks = clocksOf(history, of.pack).flatMap((clock): RunningClock[] => {
    if (clock.endedAt !== null) return []
    const counted = countClock(clock, { pack: of.pack, calendar: of.calendarFor(clock.step), outages })
    return counted ? [{ ...clock, ...counted, done: [] }] : []
  })
  const [first] = clocks.map(({ startedAt }) => chinaDay(startedAt)).sort()
  return first === undefined ? [] : foresee([{ ...of, clocks }], first, farthestDays)
}
