import { type Actor, hasRole } from '../kernel/actor.ts'
import { formWords } from '../kernel/form-words.ts'
import { industryName } from '../kernel/industries.ts'
import { regionName } from '../kernel/regions.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import type { CaseStatus } from './machine.ts'
import { type CaseFacts, isOwn } from './policy.ts'
import { type CaseDraft, caseForm, type FormField } from './schema.ts'

/** While a company may change its form, others may be asked to read it. */
const open: readonly CaseStatus[] = ['draft', 'awaiting_signature', 'correction_required']

/** May the actor show the draft to others, and see who read it and what they said? Never by an API key. */
export function mayShare(actor: Actor, c: CaseFacts): boolean {
  return isOwn(actor, c) && hasRole(actor, 'filer', 'signatory') && actor.kind === 'account' && !actor.key
}

export interface ShareFacts {
  status: CaseStatus
  expiresAt: Date
  revokedAt: Date | null
}
export type ShareState = 'open' | 'expired' | 'revoked' | 'closed'

/** Does a link still lead to the draft? */
export function shareState({ status, expiresAt, revokedAt }: ShareFacts, now: Date): ShareState {
  if (revokedAt) return 'revoked'
  if (!open.includes(status)) return 'closed'
  return expiresAt.getTime() <= now.getTime() ? 'expired' : 'open'
}

export const isOpenForReview = (status: CaseStatus): boolean => open.includes(status)

/** What a reader sees of a field: text, or a table whose first row is its heading. */
export interface ShownField {
  field: FormField
  label: string
  text: string
  table?: readonly (readonly string[])[]
}

const never: readonly FormField[] = ['sampleHeader', 'commitTruth', 'commitSource', 'commitNoDispute', 'commitSecurity']

/** The form as a reader is shown it: what is filled in, in the order of the form; sample rows only where the owner lets them go with it. */
export function shownForm(
  form: CaseDraft,
  pack: RulePack,
  { withSample, language }: { withSample: boolean; language: 'zh' | 'en' },
): ShownField[] {
  const words = formWords[language]
  const join = language === 'zh' ? '、' : ', '
  const yes = (value: boolean) => (language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no')
  const named = (field: FormField, value: string): string =>
    field === 'areas'
      ? regionName(value)
      : ((words.values as Record<string, Record<string, string>>)[field]?.[value] ?? value)
  const textOf = (field: FormField, value: unknown): Pick<ShownField, 'text' | 'table'> => {
    if (field === 'industryCode' && typeof value === 'string') return { text: industryName(value) }
    if (field === 'elements') {
      const rows = (form.elements ?? []).map((one) => [one.name, one.label, one.type, one.unit, one.meaning])
      const heading =
        language === 'zh' ? ['字段名', '中文名', '类型', '单位', '含义'] : ['Name', 'Label', 'Type', 'Unit', 'Meaning']
      return { text: '', table: [heading, ...rows] }
    }
    if (field === 'sampleRows') return { text: '', table: [form.sampleHeader ?? [], ...(form.sampleRows ?? [])] }
    if (field === 'coHolders') {
      const holders = (form.coHolders ?? []).map(({ name, share }) => (share ? `${name}（${share}）` : name))
      return { text: holders.join(join) }
    }
    if (field === 'redFlags')
      return {
        text: Object.entries(form.redFlags ?? {})
          .map(([rule, answer]) => `${pack.redFlags.find((one) => one.rule === rule)?.question ?? rule} ${yes(answer)}`)
          .join('\n'),
      }
    if (Array.isArray(value)) return { text: value.map((one) => named(field, String(one))).join(join) }
    if (typeof value === 'boolean') return { text: yes(value) }
    return { text: typeof value === 'number' ? value.toLocaleString('zh-CN') : named(field, String(value)) }
  }
  return (Object.keys(caseForm.shape) as FormField[]).flatMap((field): ShownField[] => {
    const value = form[field]
    const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    if (empty || never.includes(field) || (field === 'sampleRows' && !withSample)) return []
    const official = language === 'zh' ? pack.requiredFields.find((one) => one.field === field)?.label : undefined
    return [{ field, label: official ?? words.fields[field], ...textOf(field, value) }]
  })
}
