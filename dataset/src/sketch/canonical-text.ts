import { classify, plainText } from '../table/cell.ts'

/**
 * The spelling under which a value is compared: what the table fingerprint makes of a column of this value alone (evidence-format.md,
 * 8.1 and 8.2). Empty where there is no value.
 */
export const canonicalText = (text: string): string => {
  if (isSpelledSo(text)) return text
  if (text.length === 19 && isPlainMoment(text)) {
    return text.charCodeAt(10) === 84 ? text : `${text.slice(0, 10)}T${text.slice(11)}`
  }
  const plain = plainText(text)
  return plain === '' ? '' : classify(plain).text
}

/** Whole and decimal numbers and ASCII words that are certain to be their own spelling: most cells, in a tenth of the time. */
const isSpelledSo = (text: string): boolean => {
  const { length } = text
  if (length === 0 || length > 20) return false
  const first = text.charCodeAt(0)
  // A sign, a leading zero or point, and what may be true, false, infinity, an object or a list are for the grammar.
  if (first < 49 || first > 57) return isWord(text, first)
  let point = 0
  for (let at = 1; at < length; at++) {
    const c = text.charCodeAt(at)
    if (c >= 48 && c <= 57) continue
    if (c !== 46 || point > 0) return false
    point = at
  }
  // Longer decimals may be those of a double, which has a shorter spelling.
  const last = text.charCodeAt(length - 1)
  return point === 0 || (length <= 16 && last !== 48 && last !== 46)
}

const isWord = (text: string, first: number): boolean => {
  const letter = first | 32
  if (letter < 97 || letter > 122 || letter === 116 || letter === 102 || letter === 105) return false
  for (let at = 1; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c <= 32 || c > 126) return false
  }
  return true
}

const two = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 99 : 10 * tens + ones
}

/** `YYYY-MM-DD` and `hh:mm:ss` of a day and a time that are certain to exist, not at midnight, with a blank or T between. */
const isPlainMoment = (text: string): boolean => {
  const between = text.charCodeAt(10)
  if (between !== 32 && between !== 84) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  const century = two(text, 0)
  const month = two(text, 5)
  const day = two(text, 8)
  if (century < 10 || century === 99 || two(text, 2) === 99 || month < 1 || month > 12 || day < 1 || day > 28)
    return false
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  return hour < 24 && minute < 60 && second < 60 && hour + minute + second > 0
}
