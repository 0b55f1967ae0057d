import type { Cell, TypedCell } from '../reader/index.ts'
import { canonicalMoment } from './moment.ts'
import { canonicalNested, NestedFault } from './nested.ts'
import { canonicalNumber } from './number.ts'

/** What all values of a column are; `text` where they have nothing else in common. */
export type TableType = (typeof tableTypes)[number]

/** All types. */
export const tableTypes = ['number', 'boolean', 'datetime', 'instant', 'time', 'json', 'text'] as const

/** A value of its type in its one spelling. */
interface Canonical {
  type: TableType
  text: string
}

/**
 * The text of a cell, null where it holds no value: blanks at the ends and differences of line ends and Unicode form are gone, and
 * what the format calls a number, boolean or time is spelled canonically. `doubles` says that numbers are those of IEEE 754 whatever
 * their digits (XLSX). Throws NestedFault.
 */
export const cellText = (cell: Cell, doubles: boolean): string | null => {
  if (cell === null) return null
  const text = plainText(typeof cell === 'string' ? cell : nativeText(cell, doubles))
  return text === '' ? null : text
}

const nativeText = ({ kind, text }: TypedCell, doubles: boolean): string => {
  if (kind === 'number') {
    // Not a number is no value: some programs write NaN where others write nothing.
    if (text === 'NaN') return ''
    return canonicalNumber(doubles ? String(Number(text)) : text) ?? text
  }
  if (kind === 'nested') return canonicalNested(text)
  if (kind === 'binary') return binaryText(text)
  return kind === 'boolean' ? text : (canonicalMoment(text)?.text ?? text)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes without a type are often text that a writer did not mark as such. */
const binaryText = (hex: string): string => {
  try {
    return utf8.decode(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))
  } catch {
    return `0x${hex}`
  }
}

/** Text without blanks at its ends, with line feeds as line ends, in NFC. */
export const plainText = (text: string): string => {
  let from = 0
  let to = text.length
  while (from < to && isBlank(text.charCodeAt(from))) from += 1
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1
  const inner = from > 0 || to < text.length ? text.slice(from, to) : text
  for (let at = 0; at < inner.length; at++) {
    const c = inner.charCodeAt(at)
    // Below U+0300 every text is in NFC.
    if (c >= 0x300 || c === 13) {
      const unbroken = inner.includes('\r') ? inner.replace(/\r\n?/g, '\n') : inner
      return isPlainHan(unbroken) ? unbroken : unbroken.normalize('NFC')
    }
  }
  return inner
}

/** Unified ideographs, Chinese punctuation and what lies below U+0300: NFC as they stand, and asking costs less than normalising. */
const isPlainHan = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c < 0x300 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3001 && c <= 0x3020) || (c >= 0xff00 && c <= 0xffef))
      continue
    return false
  }
  return true
}

const isBlank = (c: number): boolean =>
  c <= 32
    ? c === 32 || (c >= 9 && c <= 13)
    : c >= 0xa0 &&
      (c === 0xa0 ||
        c === 0x3000 ||
        c === 0xfeff ||
        c === 0x1680 ||
        (c >= 0x2000 && c <= 0x200a) ||
        c === 0x2028 ||
        c === 0x2029 ||
        c === 0x202f ||
        c === 0x205f)

/** The type whose grammar a text of {@link cellText} follows, with its one spelling. Every text follows exactly one. */
export const classify = (text: string): Canonical => {
  const c = text.charCodeAt(0)
  if ((c >= 48 && c <= 57) || c === 45 || c === 46) {
    const number = canonicalNumber(text)
    if (number !== null) return { type: 'number', text: number }
    return canonicalMoment(text) ?? { type: 'text', text }
  }
  if (text.length <= 8 && ((c | 32) === 116 || (c | 32) === 102 || (c | 32) === 105)) {
    const lower = text.toLowerCase()
    if (lower === 'true' || lower === 'false') return { type: 'boolean', text: lower }
    const endless = canonicalNumber(text)
    if (endless !== null) return { type: 'number', text: endless }
  }
  if (c === 123 || c === 91) return canonicalJson(text)
  return { type: 'text', text }
}

const canonicalJson = (text: string): Canonical => {
  try {
    return { type: 'json', text: canonicalNested(text) }
  } catch (error) {
    if (error instanceof NestedFault) return { type: 'text', text }
    throw error
  }
}
