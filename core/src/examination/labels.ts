import { formWords } from '../kernel/form-words.ts'
import type { RulePack } from '../kernel/rule-pack.ts'

const others: Readonly<Record<string, string>> = { ...formWords.zh.fields, deposit: '存证', attachments: '附件' }

/**
 * What a field of the application is called in a letter, or nothing for a field there is not. `field` is a form key, with
 * `.part` below it, or `deposit` or `attachments.<kind>`.
 */
export function fieldLabel(pack: RulePack, field: string): string | undefined {
  const [head = '', part] = field.split('.')
  if (head === 'attachments') {
    const attachment = pack.requiredAttachments.find(({ code }) => code === part)
    return attachment ? `附件：${attachment.name}` : others.attachments
  }
  const label =
    pack.requiredFields.find((required) => required.field === head)?.label ??
    (Object.hasOwn(others, head) ? others[head] : undefined)
  return label && part && head === 'redFlags' ? `${label}（${part}）` : label
}
