import { FormatError } from './error.ts'

/** The last second of 9998: later times would need five digits for the year somewhere on earth. */
export const LAST_TIME = Date.UTC(9999, 0, 1) / 1000 - 1

/** Unix seconds of `2026-11-22T09:00:00Z`, the only spelling of a time in these formats, 1970 to 9998. Throws `bad_time`. */
export function parseTime(text: unknown, field: string): number {
  const seconds = typeof text === 'string' ? Date.parse(text) / 1000 : Number.NaN
  // Date.parse takes other spellings too and turns the 31st of a short month into the next month.
  if (!(seconds >= 0 && seconds <= LAST_TIME) || formatTime(seconds) !== text) throw new FormatError('bad_time', field)
  return seconds
}

/** The text of a time given in Unix seconds, 0 to `LAST_TIME`; a fraction is cut off. Throws RangeError. */
export function formatTime(seconds: number): string {
  if (!(seconds >= 0 && seconds <= LAST_TIME + 86_400)) throw new RangeError(`no time ${seconds}`)
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

/** Checks a calendar date such as `2026-11-22`, 1970 to 9999. Throws `bad_time`. */
export function parseDate(text: unknown, field: string): string {
  const ms = typeof text === 'string' ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (!(ms >= 0) || new Date(ms).toISOString().slice(0, 10) !== text) throw new FormatError('bad_time', field)
  return text
}

/** Unix seconds at which a date begins in China (UTC+8, all year). */
export function startOfDateInChina(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`) / 1000
}

/** `2026年11月22日 17:00:00（北京时间）` for `2026-11-22T09:00:00Z`. */
export function inBeijing(time: string): string {
  const shifted = formatTime(Date.parse(time) / 1000 + 8 * 3600)
  const [year, month, day] = shifted.slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(day)}日 ${shifted.slice(11, 19)}（北京时间）`
}
