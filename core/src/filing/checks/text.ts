import { cleanText, textRefusalZh } from '../../kernel/text.ts'
import type { FormField } from '../schema.ts'
import { type Check, found } from './check.ts'

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

/** No text, in a cell or elsewhere, holds characters that cannot be printed on a letter or certificate. */
export const printableText: Check = (form, { pack }) =>
  (Object.entries(form) as [FormField, unknown][]).flatMap(([field, value]) => {
    const refusal = texts(value)
      .map((text) => cleanText(text, Number.POSITIVE_INFINITY, true))
      .find((result) => !result.ok)
    if (!refusal || refusal.ok) return []
    return [
      found(pack, 'text', {
        code: 'text_control',
        field,
        message: textRefusalZh(refusal, Number.POSITIVE_INFINITY),
        remedy: '多半是从其他软件粘贴时带入的，请删去该处前后几个字，重新输入。',
      }),
    ]
  })
