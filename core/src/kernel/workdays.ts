import { z } from 'zod'
import { addDays, type IsoDate, isIsoDate, weekday } from './dates.ts'
import builtIn from './tables/calendar.json' with { type: 'json' }

const date = z.string().refine(isIsoDate, '日期须写作 YYYY-MM-DD，且确有其日')
const year = z.object({
  source: z.string().nullable(),
  provisional: z.boolean().optional(),
  holidays: z.array(z.tuple([date, z.string()])),
  makeupWorkdays: z.array(date),
  note: z.string().optional(),
})

/** Days off and made-up working days, by year, as the State Council announces them each November. */
export const calendarSchema = z.record(z.string().regex(/^\d{4}$/), year)
export type Calendar = z.infer<typeof calendarSchema>

/** 2024–2026 as announced; 2027 holds statutory days only and is provisional until its notice is loaded. */
export const builtInCalendar: Calendar = calendarSchema.parse(builtIn)

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup' | 'paused' | 'told'
/** One day of a derivation. `why` is Chinese and fit to show; `kind` is for other languages. */
export type DerivedDay = { date: IsoDate; counted: boolean; kind: DayKind; why: string }
/** A deadline and how it came about; `provisional` when a day passed lies in a year whose calendar is not final. */
export type Deadline = { date: IsoDate; derivation: DerivedDay[]; provisional: boolean }
/** A stretch in which the clock stands still: the days after `from`, up to and including `to`, are not counted. */
export type Pause = { from: IsoDate; to: IsoDate }

const WEEKDAYS = '日一二三四五六'
/** Ten years of working days; more is a mistake in a rule pack. */
const LIMIT = 2500

/** What a day is in a calendar. A year the calendar lacks has weekends only and is provisional. */
export function dayOf(day: IsoDate, calendar: Calendar): { working: boolean; kind: DayKind; why: string } {
  const entry = calendar[day.slice(0, 4)]
  const weekdayName = `周${WEEKDAYS[weekday(day)]}`
  const holiday = entry?.holidays.find(([d]) => d === day)
  if (holiday) return { working: false, kind: 'holiday', why: `${holiday[1]}放假` }
  if (entry?.makeupWorkdays.includes(day)) return { working: true, kind: 'makeup', why: `${weekdayName}调休上班` }
  const working = weekday(day) % 6 !== 0
  return working
    ? { working, kind: 'workday', why: `${weekdayName}，工作日` }
    : { working, kind: 'weekend', why: `${weekdayName}，休息日` }
}

/** True when the State Council notice for the year of this date is in the calendar. */
export function isSettled(day: IsoDate, calendar: Calendar): boolean {
  const entry = calendar[day.slice(0, 4)]
  return entry !== undefined && entry.provisional !== true
}

/**
 * The n-th working day after a date. The start day is not counted (Civil Code, Art. 201); n = 0 gives the date itself.
 * Throws RangeError when n is not an integer from 0 to 2500.
 */
export function addWorkdays(start: IsoDate, n: number, calendar: Calendar, pauses: readonly Pause[] = []): Deadline {
  if (!Number.isInteger(n) || n < 0 || n > LIMIT) throw new RangeError(`working days out of range: ${n}`)
  const derivation: DerivedDay[] = []
  let day = start
  for (let left = n; left > 0; ) {
    day = addDays(day, 1)
    const { working, kind, why } = dayOf(day, calendar)
    const paused = pauses.some((pause) => pause.from < day && day <= pause.to)
    const counted = working && !paused
    derivation.push({ date: day, counted, kind: paused ? 'paused' : kind, why: paused ? '期限中止，不计入' : why })
    if (counted) left -= 1
  }
  return settle(start, day, derivation, calendar)
}

/** A last day that falls on a day off moves to the next working day (Civil Code, Art. 203). */
export function rollToWorkday(day: IsoDate, calendar: Calendar): Deadline {
  const derivation: DerivedDay[] = []
  let last = day
  for (;;) {
    const { working, kind, why } = dayOf(last, calendar)
    derivation.push({ date: last, counted: working, kind, why })
    if (working) return settle(day, last, derivation, calendar)
    last = addDays(last, 1)
  }
}

/**
 * A day that a party was told stands, even when the calendar changes afterwards: the later of the two, and the derivation
 * says so. No article says what a changed calendar does to a day already told; this reading never costs the party a day.
 */
export function notBefore(deadline: Deadline, told: IsoDate | null): Deadline {
  if (told === null || told <= deadline.date) return deadline
  const why = `按现行日历推算为 ${deadline.date}；此前告知的 ${told} 较晚，以告知的为准`
  return {
    ...deadline,
    date: told,
    derivation: [...deadline.derivation, { date: told, counted: false, kind: 'told', why }],
  }
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function countWorkdays(from: IsoDate, to: IsoDate, calendar: Calendar): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (dayOf(day, calendar).working) count += 1
  return count
}

function settle(start: IsoDate, end: IsoDate, derivation: DerivedDay[], calendar: Calendar): Deadline {
  const days = [start, end, ...derivation.map((d) => d.date)]
  return { date: end, derivation, provisional: days.some((day) => !isSettled(day, calendar)) }
}
