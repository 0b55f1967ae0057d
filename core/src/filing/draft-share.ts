import { type Actor, hasRole } from '../kernel/actor.ts'
import { answerLines, elementRows } from '../kernel/form-lines.ts'
import { formWords } from '../kernel/form-words.ts'
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

/** What a reader sees of a field: lines of text, or a table whose first row is its heading. */
export interface ShownField {
  field: FormField
  label: string
  lines: readonly string[]
  table: readonly (readonly string[])[] | null
}

const never: readonly FormField[] = ['sampleHeader', 'commitTruth', 'commitSource', 'commitNoDispute', 'commitSecurity']

/** The form as a reader is shown it: what is filled in, in the order of the form; sample rows only where the owner lets them go with it. */
export function shownForm(
  form: CaseDraft,
  pack: RulePack,
  { withSample, language }: { withSample: boolean; language: 'zh' | 'en' },
): ShownField[] {
  const tableOf = (field: FormField) => {
    if (field === 'elements') return elementRows(form.elements, language)
    const sample = field === 'sampleRows' && (form.sampleRows?.length ?? 0) > 0
    return sample ? [form.sampleHeader ?? [], ...(form.sampleRows ?? [])] : null
  }
  const linesOf = (field: FormField) => {
    if (field === 'elements' || field === 'sampleRows') return []
    const holders = form.coHolders?.map(({ name, share }) => (share ? `${name}（${share}）` : name))
    return answerLines(field, field === 'coHolders' ? holders : form[field], pack, language)
  }
  return (Object.keys(caseForm.shape) as FormField[]).flatMap((field): ShownField[] => {
    if (never.includes(field) || (field === 'sampleRows' && !withSample)) return []
    const [lines, table] = [linesOf(field), tableOf(field)]
    if (lines.length === 0 && !table) return []
    const official = language === 'zh' ? pack.requiredFields.find((one) => one.field === field)?.label : undefined
    return [{ field, label: official ?? formWords[language].fields[field], lines, table }]
  })
}
