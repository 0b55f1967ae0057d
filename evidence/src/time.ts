import { FormatError } from './error.ts'

/** Unix seconds of `2026-11-22T09:00:00Z`, the only spelling of a time in these formats. Throws `bad_time`. */
export function parseTime(text: unknown, field: string): number {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text))
    throw new FormatError('bad_time', field)
  const ms = Date.parse(text)
  // Date.parse turns the 31st of a short month into the next month instead of refusing it.
  if (Number.isNaN(ms) || formatTime(ms / 1000) !== text) throw new FormatError('bad_time', field)
  return ms / 1000
}

/** The text of a time given in Unix seconds; a fraction is cut off. Throws RangeError outside the years 0 to 9999. */
export function formatTime(seconds: number): string {
  const text = new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z')
  if (text.length !== 20) throw new RangeError('the year needs four digits')
  return text
}

/** Checks a calendar date such as `2026-11-22`. Throws `bad_time`. */
export function parseDate(text: unknown, field: string): string {
  parseTime(`${text}T00:00:00Z`, field)
  return text as string
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
