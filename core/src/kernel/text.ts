import { z } from 'zod'

/** `position` counts code points of the input from 1; `character` is its name, e.g. U+0007. */
export type Control = { reason: 'control'; position: number; character: string }
export type TextRefusal = { ok: false } & (Control | { reason: 'long'; length: number })
export type TextResult = { ok: true; text: string } | TextRefusal

/** Controls, lone surrogates, non-characters, and the invisible marks that turn or hide text (bidi, zero width, BOM). */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/u
const FORBIDDEN_IN_LINES = new RegExp(`(?![\\n\\t])${FORBIDDEN.source}`, 'u')

/** Length as a person counts: code points, not UTF-16 units. */
export function textLength(text: string): number {
  return [...text].length
}

/** The first character that cannot be shown; in multi-line text line breaks and tabs can. */
export function findControl(text: string, multiline = false): Control | undefined {
  const bad = (multiline ? FORBIDDEN_IN_LINES : FORBIDDEN).exec(text)
  if (!bad) return undefined
  const hex = (bad[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return { reason: 'control', position: textLength(text.slice(0, bad.index)) + 1, character: `U+${hex}` }
}

/**
 * Text as it is kept: NFC, ends trimmed, line ends `\n`. Characters that cannot be shown are refused with their place,
 * never dropped; line breaks and tabs pass only where `multiline`. `max` is in code points.
 */
export function cleanText(input: string, max: number, multiline = false): TextResult {
  const joined = input.replace(/\r\n?/g, '\n')
  const control = findControl(joined, multiline)
  if (control) return { ok: false, ...control }
  const text = joined.normalize('NFC').trim()
  const length = text.length > max ? textLength(text) : 0
  return length > max ? { ok: false, reason: 'long', length } : { ok: true, text }
}

/** A control character as a Chinese sentence. */
export function controlZh({ position, character }: Control): string {
  return `第 ${position} 个字符（${character}）是不可显示的控制字符，请删除后重新填写。`
}

/** The refusal as a Chinese sentence. */
export function textRefusalZh(refusal: TextRefusal, max: number): string {
  if (refusal.reason === 'control') return controlZh(refusal)
  return `最多 ${max} 个字，现有 ${refusal.length} 个字，请精简。`
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
