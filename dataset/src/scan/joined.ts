import { codeSignals } from './codes.ts'
import { signal } from './signals.ts'

// Ways in which codes of letters and digits are set apart, as the lengths of the groups.
const usccGroups = /^(?:1,1|2),6,(?:9,1|10|8,2)$|^8,(?:9,1|10)$|^6,6,6$|^9,9$|^4,4,4,4,2$/
const vinGroups = /^4,4,4,4,1$|^8,9$|^9,8$|^11,6$|^3,(?:14|6,8|5,1,8|5,9)$/
const documentGroups = /^1,[78]$|^2,[67]$/
const mostGroups = 5
const longest = 18

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isGap = (code: number): boolean => code === 32 || code === 45 || code === 95 || code === 46

/** A code of letters and digits in groups that begins at `from`, with where it ends; null where there is none. */
export const groupedCode = (
  text: string,
  from: number,
  named: number,
): { found: number; end: number; code: string } | null => {
  const lengths: number[] = []
  let code = ''
  let at = from
  while (lengths.length < mostGroups) {
    let end = at
    while (isWord(text.charCodeAt(end))) end += 1
    if (end === at || code.length + end - at > longest) break
    lengths.push(end - at)
    code += text.slice(at, end)
    at = end
    if (!isGap(text.charCodeAt(end))) break
    // The same gap twice is one: two blanks.
    at += text.charCodeAt(end + 1) === text.charCodeAt(end) ? 2 : 1
  }
  if (lengths.length < 2) return null
  const shape = lengths.join()
  const wanted =
    (code.length === 18 && usccGroups.test(shape) ? signal.uscc : 0) |
    (code.length === 17 && vinGroups.test(shape) ? signal.vin : 0) |
    (documentGroups.test(shape) ? signal.passport | signal.travelPermit : 0)
  if (wanted === 0) return null
  const found = codeSignals(code.toUpperCase(), named) & wanted
  return found === 0 ? null : { found, end: isGap(text.charCodeAt(at - 1)) ? at - 1 : at, code }
}

/** What words before a number say it is, where no gap stands between: ID5201…, OBU5201…. */
const labels: Readonly<Record<string, number>> = {
  ID: signal.residentId | signal.residentId15,
  NO: 0,
  SFZ: signal.residentId | signal.residentId15,
  SFZH: signal.residentId | signal.residentId15,
  OBU: signal.obu,
  ETC: signal.etcCard,
  CPU: signal.etcCard,
  CARD: signal.bankCard,
  TEL: signal.mobile | signal.landline,
  MOB: signal.mobile,
  MMSI: signal.mmsi,
}

/** How long the label is that a word of letters and digits begins with, and what it says; null where there is none. */
export const labelOf = (word: string): { length: number; says: number } | null => {
  let length = 0
  while (length < 5 && !(word.charCodeAt(length) <= 57)) length += 1
  if (length < 2 || length > 4) return null
  const says = labels[word.slice(0, length).toUpperCase()]
  return says === undefined ? null : { length, says }
}
