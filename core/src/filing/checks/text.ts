import { type Control, controlZh, findControl } from '../../kernel/text.ts'
import { findBlank } from '../template.ts'
import { type Check, found, spanOf } from './check.ts'

function controlWithin(value: unknown): Control | undefined {
  if (typeof value === 'string') return findControl(value, true)
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const control = controlWithin(inner)
    if (control) return control
  }
  return undefined
}

/** `position` counts code points from 1. */
function spanAt(value: unknown, { position }: Control) {
  if (typeof value !== 'string') return {}
  const start = [...value].slice(0, position - 1).join('').length
  return { span: { start, end: start + 1 } }
}

/** No text, in a cell or elsewhere, holds characters that cannot be printed on a letter or certificate. */
export const printableText: Check = (form, { pack }) =>
  Object.entries(form).flatMap(([field, value]) => {
    const control = controlWithin(value)
    return control
      ? [
          found(pack, 'text', {
            code: 'text_control',
            field,
            ...spanAt(value, control),
            message: controlZh(control),
            remedy: '多半是从其他软件粘贴时带入的，请删去该处前后几个字，重新输入。',
          }),
        ]
      : []
  })

/** No blank of a template is left. */
export const filledIn: Check = (form, { pack }) =>
  Object.entries(form).flatMap(([field, value]) => {
    const blank = typeof value === 'string' ? findBlank(value) : null
    return blank
      ? [
          found(pack, field === 'sourceStatement' ? 'source' : 'object', {
            ...{ code: 'template_blank', field, span: spanOf(blank) },
            message: `还留着模板的空白“${blank[0]}”。`,
            remedy: '请把【填：…】连同括号换成本单位的实际情况。',
          }),
        ]
      : []
  })
