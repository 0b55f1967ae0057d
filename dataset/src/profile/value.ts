import { readDate } from './dates.ts'

/** What a single value is. */
export const kind = { text: 0, integer: 1, number: 2, date: 3, datetime: 4, boolean: 5, nested: 6, binary: 7 } as const

/** A time that named its zone. */
export const zoned = 1
export const local = 0

/** The number of the value classified last, or its seconds since 1970; and whether it named its zone. */
export const read = { value: 0, zone: local as number }

/** Longer texts are neither numbers nor dates. */
const longestToken = 40
/** More digits than these, or a zero in front, make a code, not a quantity. */
const mostDigits = 15

const powers = Array.from({ length: 23 }, (_, i) => 10 ** i)

/** What the UTF-8 bytes from `start` to `end` say; `quoted`: the format says that they are a string, so only dates count. Fills {@link read}. */
export const classify = (bytes: Uint8Array, start: number, end: number, quoted: boolean): number => {
  const c = bytes[start] as number
  if (end - start > longestToken) return kind.text
  if (c >= 48 && c <= 57) {
    if (!quoted) {
      const found = classifyNumber(bytes, start, start, end)
      if (found !== kind.text) return found
    }
    return classifyDate(bytes, start, end)
  }
  if (quoted) return kind.text
  if (c === 45 || c === 43) return classifyNumber(bytes, start, start + 1, end)
  if (c === 46) return classifyNumber(bytes, start, start, end)
  // T, t, F, f
  if ((c | 32) === 116 || (c | 32) === 102) return isBoolean(bytes, start, end) ? kind.boolean : kind.text
  return kind.text
}

const classifyNumber = (bytes: Uint8Array, start: number, first: number, end: number): number => {
  let at = first
  let mantissa = 0
  while (at < end) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) break
    mantissa = mantissa * 10 + digit
    at += 1
  }
  const whole = at - first
  if (whole > mostDigits || (whole > 1 && bytes[first] === 48)) return kind.text
  if (at === end) {
    if (whole === 0) return kind.text
    read.value = bytes[start] === 45 ? -mantissa : mantissa
    return kind.integer
  }
  const c = bytes[at] as number
  if (c === 46) {
    const point = at
    at += 1
    while (at < end) {
      const digit = (bytes[at] as number) - 48
      if (digit < 0 || digit > 9) break
      mantissa = mantissa * 10 + digit
      at += 1
    }
    const places = at - point - 1
    if (places === 0) return kind.text
    // Both are exact doubles, so their quotient is the nearest to the number written.
    if (at === end && whole + places <= mostDigits) {
      const value = mantissa / (powers[places] as number)
      read.value = bytes[start] === 45 ? -value : value
      return kind.number
    }
  } else if (whole === 0 || (c | 32) !== 101) return kind.text
  return classifyLongNumber(asciiOf(bytes, start, end))
}

const longNumber = /^[+-]?(?:\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/

const classifyLongNumber = (text: string): number => {
  const value = Number(text)
  if (!longNumber.test(text) || !Number.isFinite(value)) return kind.text
  read.value = value
  return kind.number
}

const asciiOf = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end))

const isBoolean = (bytes: Uint8Array, start: number, end: number): boolean => {
  if (end - start !== 4 && end - start !== 5) return false
  const text = asciiOf(bytes, start, end).toLowerCase()
  return text === 'true' || text === 'false'
}

const dash = 45
const decoder = new TextDecoder()
// Days repeat from row to row.
let knownDay = -1
let knownSeconds = 0

const classifyDate = (bytes: Uint8Array, start: number, end: number): number => {
  if (end - start < 8) return kind.text
  const fifth = bytes[start + 4] as number
  if (fifth === dash && bytes[start + 7] === dash) {
    const found = classifyIso(bytes, start, end)
    if (found !== kind.text) return found
  }
  // A dash, a slash, or the first byte of 年.
  if (fifth !== dash && fifth !== 47 && fifth !== 0xe5) return kind.text
  const found = readDate(decoder.decode(bytes.subarray(start, end)))
  if (!found) return kind.text
  read.zone = found.iso.endsWith('Z') ? zoned : local
  read.value = Date.parse(found.withTime && read.zone === local ? `${found.iso}Z` : found.iso) / 1000
  return found.withTime ? kind.datetime : kind.date
}

/** `YYYY-MM-DD`, or that with `hh:mm:ss`, a fraction of a second and `Z`: the common case of what {@link readDate} reads. */
const classifyIso = (bytes: Uint8Array, start: number, end: number): number => {
  const length = end - start
  if (length !== 10 && length < 19) return kind.text
  const year = two(bytes, start) * 100 + two(bytes, start + 2)
  const month = two(bytes, start + 5)
  const day = two(bytes, start + 8)
  const date = year * 10_000 + month * 100 + day
  if (date !== knownDay) {
    if (!dayExists(year, month, day)) return kind.text
    knownDay = date
    knownSeconds = 86_400 * daysOf(year, month, day)
  }
  read.zone = local
  read.value = knownSeconds
  if (length === 10) return kind.date
  const c = bytes[start + 10]
  if ((c !== 32 && c !== 84) || bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return kind.text
  const hour = two(bytes, start + 11)
  const minute = two(bytes, start + 14)
  const second = two(bytes, start + 17)
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return kind.text
  read.value = knownSeconds + hour * 3600 + minute * 60 + second
  let at = start + 19
  if (at < end && bytes[at] === 46) {
    const point = at
    at += 1
    while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1
    if (at === point + 1 || at > point + 10) return kind.text
  }
  if (at === end) return kind.datetime
  if (bytes[at] !== 90 || at + 1 !== end) return kind.text
  read.zone = zoned
  return kind.datetime
}

/** Two digits as a number, NaN where they are none. */
const two = (bytes: Uint8Array, at: number): number => {
  const tens = (bytes[at] as number) - 48
  const ones = (bytes[at + 1] as number) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const dayExists = (year: number, month: number, day: number): boolean => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return year >= 0 && day >= 1 && day <= (month === 2 && !leap ? 28 : (monthDays[month - 1] ?? 0))
}

/** Days since 1970-01-01 in the Gregorian calendar. */
const daysOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468
}
