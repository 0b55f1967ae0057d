import { plateProvinces } from './tables.ts'

const begins = new Uint8Array(65_536)
for (const char of `${plateProvinces}使民`) begins[char.charCodeAt(0)] = 1
const gap = new Set([...' ·•.-—・'].map((char) => char.charCodeAt(0)))

/** True for the characters a plate may begin with: a province, 使, and 民 of 民航. */
export const beginsPlate = (code: number): boolean => begins[code] === 1

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isPlateChar = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90 && code !== 73 && code !== 79) || (code >= 97 && code <= 122)
const isAsciiWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** Last characters of special plates: trailer, coach, police, Hong Kong, Macao, consulate, embassy. */
const endings = new Set([...'挂学警港澳领使临'].map((char) => char.charCodeAt(0)))

/**
 * The end of the plate that starts at `at`, or -1. Civil (five places), new energy (six: D or another letter first, or last), trailer, coach,
 * police, Hong Kong and Macao, consulates, embassies (使 and six digits), emergency (应急), civil aviation (民航). What follows may not go on
 * as a word.
 */
export const plateEnd = (text: string, start: number, spaced = false): number => {
  // Under a heading of plates a blank may stand behind the province.
  const at = spaced && text.charCodeAt(start + 1) === 32 ? start + 1 : start
  const first = text.charCodeAt(start)
  if (first === 0x4f7f) return run(text, skipGap(text, at + 1), 6, true)
  if (first === 0x6c11) return text.startsWith('民航', at) ? run(text, skipGap(text, at + 2), 5, false) : -1
  const office = text.charCodeAt(at + 1) & ~32
  if (office < 65 || office > 90 || office === 73) return -1
  const from = skipGap(text, at + 2)
  let places = 0
  let digits = 0
  let i = from
  for (; places < 7 && isPlateChar(text.charCodeAt(i)); i++, places++) if (isDigit(text.charCodeAt(i))) digits += 1
  if (digits < 2) return -1
  if (places === 4 && endings.has(text.charCodeAt(i))) return i + 1
  if (places === 4 && text.startsWith('应急', i)) return i + 2
  if (places === 5) return i
  if (places !== 6) return -1
  const head = text.charCodeAt(from) & ~32
  const tail = text.charCodeAt(from + 5) & ~32
  const isPower = (code: number) => code >= 65 && code <= 75 && code !== 73
  const small = isPower(head) && digits >= 4
  return small || (isPower(tail) && digits === 5) ? i : -1
}

const skipGap = (text: string, at: number): number => (gap.has(text.charCodeAt(at)) ? at + 1 : at)

const run = (text: string, from: number, places: number, digitsOnly: boolean): number => {
  let i = from
  let digits = 0
  for (let seen = 0; seen < places; i++) {
    const code = text.charCodeAt(i)
    // Embassy plates have a dot between country and number.
    if (seen === 3 && gap.has(code)) continue
    if (!(digitsOnly ? isDigit(code) : isPlateChar(code))) return -1
    if (isDigit(code)) digits += 1
    seen += 1
  }
  return digits >= 3 && !isAsciiWord(text.charCodeAt(i)) ? i : -1
}

/** Embassy plates with the word behind (224·578使), and plates without their province as depots write them: only under a heading of plates. */
export const isBarePlate = (text: string): boolean =>
  /(?:^|\P{L})\d{3}[·. -]?\d{3}使(?!\p{Script=Han})/u.test(text) ||
  /^[A-HJ-NP-Z][·. -]?(?=(?:[A-Z]*\d){2})(?:[0-9A-HJ-NP-Z]{5}|[A-K][0-9A-Z]\d{4}|\d{5}[A-K]|[0-9A-Z]\d{3}[挂学警])$/u.test(
    text,
  )

/** Armed police (WJ, a province in between, five places) and the two letters of the army: only under a heading of plates. */
export const isForcesPlate = (text: string): boolean =>
  /^WJ[·. -]?(?:\p{Script=Han}|\d{2})?[·. -]?[0-9A-Z]{5}$/u.test(text) || /^[A-HK-PR-VX-Z][A-Z][·. -]?\d{5}$/.test(text)
