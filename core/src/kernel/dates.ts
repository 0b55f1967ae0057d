/** A civil date in China, `YYYY-MM-DD`. All legal days are such strings; instants are milliseconds since 1970. */
export type IsoDate = string

const DAY_MS = 86_400_000
/** China keeps UTC+8 the whole year. Summer time (1986–1991) is ignored: no legal day of this register is that old. */
const CHINA_OFFSET_MS = 8 * 3_600_000
const FORM = /^\d{4}-\d{2}-\d{2}$/

/** True for a date that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!FORM.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && fromUtc(ms) === text
}

function fromUtc(ms: number): IsoDate {
  return new Date(ms).toISOString().slice(0, 10)
}

function toUtc(date: IsoDate): number {
  if (!isIsoDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`)
  return Date.parse(`${date}T00:00:00Z`)
}

/** The civil date in China at an instant in milliseconds. Fixed offset, so `Intl` and its time-zone data are not asked. */
export function toChinaDate(instantMs: number): IsoDate {
  return fromUtc(instantMs + CHINA_OFFSET_MS)
}

/** The instant, in milliseconds, at which a day begins in China. A period that ends on day d ends at `startOfChinaDay(addDays(d, 1))`. */
export function startOfChinaDay(date: IsoDate): number {
  return toUtc(date) - CHINA_OFFSET_MS
}

/** Calendar days later (or earlier). Throws RangeError on a date that does not exist, like all functions here. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return fromUtc(toUtc(date) + days * DAY_MS)
}

/** Months later; a day the month does not have becomes its last day (Civil Code, Art. 202). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const from = new Date(toUtc(date))
  const total = from.getUTCFullYear() * 12 + from.getUTCMonth() + months
  const [year, month] = [Math.floor(total / 12), ((total % 12) + 12) % 12]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return fromUtc(Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)))
}

/** Years later; 29 February becomes the 28th where the year is not a leap year. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12)
}

/** Calendar days from one date to another, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / DAY_MS)
}

/** Day of the week: 0 Sunday … 6 Saturday. */
export function weekday(date: IsoDate): number {
  return new Date(toUtc(date)).getUTCDay()
}

/** The date as a Chinese reader writes it: 2026年3月2日. */
export function formatDateZh(date: IsoDate): string {
  toUtc(date)
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 2026年3月2日 09:00:00, Beijing time. */
export function formatMomentZh(moment: Date): string {
  const time = new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(11, 19)
  return `${formatDateZh(toChinaDate(moment.getTime()))} ${time}`
}
