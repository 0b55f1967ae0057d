const moment =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:(?:T| +)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/
const clock = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/
const plainDate = /^\d{4}-\d\d-\d\d$/

/** A point in time in its one spelling: on the wall clock, as an instant in UTC, or a time of day. */
export interface Moment {
  type: 'datetime' | 'instant' | 'time'
  text: string
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1)

/** Reads a date, a date with a time, or a time; null where the text is none, or the day or the time does not exist. */
export const canonicalMoment = (text: string): Moment | null => {
  const usual = usualMoment(text)
  if (usual) return usual
  const found = moment.exec(text)
  if (!found) return canonicalTime(text)
  const [, y = '', m1, d1, m2, d2, m3, d3, hour, minute, second, fraction, zone] = found
  const year = Number(y)
  const month = Number(m1 ?? m2 ?? m3)
  const day = Number(d1 ?? d2 ?? d3)
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  const date = plainDate.test(text) ? text : `${y}-${two(month)}-${two(day)}`
  if (hour === undefined) return { type: 'datetime', text: date }
  const time = timeOf(hour, minute, second, fraction)
  if (time === null) return null
  if (zone === undefined) return { type: 'datetime', text: time === '00:00:00' ? date : `${date}T${time}` }
  const offset = minutesOf(zone)
  if (offset === null) return null
  return inUtc(`${date}T${time}`, offset)
}

/** `YYYY-MM-DD hh:mm:ss` or `YYYY-MM-DDThh:mm:ss`, as most programs write it; null says nothing. */
const usualMoment = (text: string): Moment | null => {
  if (text.length !== 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null
  const separator = text.charCodeAt(10)
  if (separator !== 32 && separator !== 84) return null
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const seconds = 3600 * twoDigits(text, 11) + 60 * twoDigits(text, 14) + twoDigits(text, 17)
  // Not a number is neither above nor below.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return null
  if (!(seconds > 0 && twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 60)) return null
  return { type: 'datetime', text: separator === 84 ? text : `${text.slice(0, 10)}T${text.slice(11)}` }
}

const twoDigits = (text: string, at: number): number => {
  const a = text.charCodeAt(at) - 48
  const b = text.charCodeAt(at + 1) - 48
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? 10 * a + b : Number.NaN
}

const canonicalTime = (text: string): Moment | null => {
  const found = clock.exec(text)
  const time = found && timeOf(found[1] ?? '', found[2], found[3], found[4])
  return time ? { type: 'time', text: time } : null
}

const timeOf = (hour: string, minute = '', second = '00', fraction = ''): string | null => {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const kept = fraction.replace(/0+$/, '')
  return `${hour.padStart(2, '0')}:${minute}:${second}${kept === '' ? '' : `.${kept}`}`
}

/** Minutes east of Greenwich; null beyond 18 hours, which no clock shows. */
const minutesOf = (zone: string): number | null => {
  if (zone === 'Z' || zone === 'UTC') return 0
  const minutes = Number(zone.slice(3).replace(':', ''))
  const offset = Number(zone.slice(1, 3)) * 60 + minutes
  if (minutes > 59 || offset > 18 * 60) return null
  return zone.startsWith('-') ? -offset : offset
}

const inUtc = (local: string, offset: number): Moment | null => {
  if (offset === 0) return { type: 'instant', text: `${local}Z` }
  const moved = new Date(Date.parse(`${local.slice(0, 19)}Z`) - offset * 60_000)
  const year = moved.getUTCFullYear()
  if (year < 1 || year > 9999) return null
  return { type: 'instant', text: `${moved.toISOString().slice(0, 19)}${local.slice(19)}Z` }
}
