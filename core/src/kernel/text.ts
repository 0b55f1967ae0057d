import { z } from 'zod'

export type TextRefusal =
  /** `position` counts code points of the input from 1; `character` is its name, e.g. U+0007. */
  { ok: false; reason: 'control'; position: number; character: string } | { ok: false; reason: 'long'; length: number }
export type TextResult = { ok: true; text: string } | TextRefusal

/** Controls, lone surrogates, non-characters, and the invisible marks that turn or hide text (bidi, zero width, BOM). */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/u
const LINE_BREAKS = /[\n\t]/

/** Length as a person counts: code points, not UTF-16 units. */
export function textLength(text: string): number {
  return [...text].length
}

/**
 * Text as it is kept: NFC, ends trimmed, line ends `\n`. Characters that cannot be shown are refused with their place,
 * never dropped; line breaks and tabs pass only where `multiline`. `max` is in code points.
 */
export function cleanText(input: string, max: number, multiline = false): TextResult {
  const characters = [...input.replace(/\r\n?/g, '\n')]
  const at = characters.findIndex((c) => FORBIDDEN.test(c) && !(multiline && LINE_BREAKS.test(c)))
  const bad = characters[at]
  if (bad !== undefined) {
    const hex = (bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return { ok: false, reason: 'control', position: at + 1, character: `U+${hex}` }
  }
  const text = characters.join('').normalize('NFC').trim()
  const length = textLength(text)
  return length > max ? { ok: false, reason: 'long', length } : { ok: true, text }
}

/** The refusal as a Chinese sentence. */
export function textRefusalZh(refusal: TextRefusal, max: number): string {
  return refusal.reason === 'long'
    ? `最多 ${max} 个字，现有 ${refusal.length} 个字，请精简。`
    : `第 ${refusal.position} 个字符（${refusal.character}）是不可显示的控制字符，请删除后重新填写。`
}

/** A request field of clean text: `cleanText` as a schema, the sentence of the refusal as its message. */
export function textField(max: number, { multiline = false } = {}) {
  return z
    .string()
    .superRefine((input, context) => {
      const result = cleanText(input, max, multiline)
      if (!result.ok) context.addIssue({ code: 'custom', message: textRefusalZh(result, max) })
    })
    .overwrite((input) => {
      const result = cleanText(input, max, multiline)
      return result.ok ? result.text : input
    })
    .meta({ maxLength: max })
}
