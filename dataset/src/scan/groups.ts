import { digitsAsUscc } from './codes.ts'
import { digitSignals, isLandline } from './digits.ts'
import { signal } from './signals.ts'

/** Groups in which people write long numbers, as lengths joined by commas, and how many digits the number has. */
const cardGroups = /^4,4,4,4(?:,[123])?$|^6,1[0-3]$|^4,6,[56]$/
const idGroups = /^6,8,[34]$|^6,4,4,[34]$|^3,3,4,4,4$|^4,4,4,4,[12]$|^6,6,6$/
const oldIdGroups = /^6,6,3$|^6,8,1$|^4,4,4,3$/
const usccGroups = /^2,6,(?:9,1|10|8,2)$|^8,(?:9,1|10)$|^6,6,6$/
/** Codes of the toll network: their four digits of network, and the rest in one or in fours. */
const etcGroups = /^4,(?:16|4,4,4,4)$/
const obuGroups = /^4,(?:12|4,4,4)$/
const mobileGroups = /^(?:2,|4,)?(?:3,4,4|4,3,4|11|3,8|7,4|4,4,3|3,3,5|5,6|3,5,3)$/
const landlineGroups = /^[34],(?:[78]|3,4|4,[34])$/
/** With the country code the area code has lost its 0. */
const landlineAbroad = /^(?:2|4),[23],(?:[78]|3,4|4,[34])$/

/** A run of digits and those behind it, one separator between each: where it starts and ends, and how long the groups are. */
export interface Groups {
  from: number
  to: number
  lengths: readonly number[]
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const separates = new Uint8Array(65_536)
for (const char of ' -_.)）—–·') separates[char.charCodeAt(0)] = 1
const mostGroups = 6

/** The groups that begin with the digits from `from` to `stop`; null where nothing is joined to them. */
export const groupsFrom = (text: string, from: number, stop: number): Groups | null => {
  if (separates[text.charCodeAt(stop)] !== 1) return null
  const lengths = [stop - from]
  let to = stop
  while (lengths.length < mostGroups) {
    const separator = text.charCodeAt(to)
    if (separates[separator] !== 1) break
    const closing = separator === 41 || separator === 0xff09
    const after = text.charCodeAt(to + 1)
    // Two blanks are one.
    const start = to + ((closing && (after === 32 || after === 45)) || (separator === 32 && after === 32) ? 2 : 1)
    let end = start
    while (isDigit(text.charCodeAt(end))) end += 1
    const next = text.charCodeAt(end)
    // An X may end a resident number; any other letter makes the run a word.
    if (end === start || (isLetter(next) && (next & ~32) !== 88)) break
    lengths.push(end - start)
    to = end
  }
  return lengths.length > 1 ? { from, to, lengths } : null
}

/** What digits in groups are when joined, and where that ends; null where nothing. */
export const groupSignals = (
  text: string,
  { from, to, lengths }: Groups,
  named: number,
): { found: number; end: number } | null => {
  const shape = lengths.join(',')
  const joined = text.slice(from, to).replace(/\D/g, '')
  // Groups of four before it make it the rest of a longer number.
  const rest =
    separates[text.charCodeAt(from - 1)] === 1 && /(?<!\d)\d{4}$/.test(text.slice(Math.max(0, from - 6), from - 1))
  if (mobileGroups.test(shape)) {
    const number = joined.replace(/^(?:0086|86)(?=1\d{10}$)/, '')
    if (number.length === 11 && digitSignals(number, 0) & signal.mobile) return { found: signal.mobile, end: to }
  }
  if (!rest && landlineGroups.test(shape) && isLandline(joined)) {
    return { found: signal.landline, end: to }
  }
  const [area = 0, number = 0] = lengths
  // An extension behind.
  if (
    !rest &&
    lengths.length === 3 &&
    (number === 7 || number === 8) &&
    area <= 4 &&
    isLandline(joined.slice(0, area + number))
  ) {
    return { found: signal.landline, end: to }
  }
  if (landlineAbroad.test(shape)) {
    const national = /^(?:00)?86([1-9]\d+)$/.exec(joined)?.[1]
    if (national !== undefined && isLandline(`0${national}`)) return { found: signal.landline, end: to }
  }
  if (named & signal.landline && (shape === '4,4' || shape === '4,3' || shape === '3,4')) {
    const found = digitSignals(joined, named) & signal.landline
    if (found) return { found, end: to }
  }
  const wanted =
    (cardGroups.test(shape) ? signal.bankCard : 0) |
    (obuGroups.test(shape) ? signal.obu : 0) |
    (etcGroups.test(shape) ? signal.etcCard : 0)
  const card = wanted === 0 ? 0 : digitSignals(joined, named) & wanted
  if (card !== 0) return { found: card, end: to }
  if (named & signal.residentId15 && oldIdGroups.test(shape) && digitSignals(joined, 0) & signal.residentId15)
    return { found: signal.residentId15, end: to }
  if (shape === '3,3,3' && named & signal.mmsi && digitSignals(joined, 0) & signal.mmsi)
    return { found: signal.mmsi, end: to }
  if (usccGroups.test(shape) && digitsAsUscc(joined) & signal.uscc) return { found: signal.uscc, end: to }
  if (idGroups.test(shape)) {
    const ends = (text.charCodeAt(to) & ~32) === 88 && joined.length === 17
    const full = ends ? `${joined}X` : joined
    if (full.length === 18 && digitSignals(full, 0) & signal.residentId) {
      return { found: signal.residentId, end: ends ? to + 1 : to }
    }
    // One digit wrong: none of its parts is a number by itself.
    if (/^(?:6,8,[34]|4,4,4,4,[12])$/.test(shape)) return { found: signal.residentIdMiss, end: to }
  }
  return null
}
