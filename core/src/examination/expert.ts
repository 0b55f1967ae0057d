import { answerLines, elementRows } from '../kernel/form-lines.ts'
import { maskPersonal } from '../kernel/mask.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { fieldLabel } from './labels.ts'

export const expertConclusions = ['support', 'support_with_remarks', 'not_support', 'cannot_judge'] as const
export type ExpertConclusion = (typeof expertConclusions)[number]
export const expertConclusionNames: Record<ExpertConclusion, { zh: string; en: string }> = {
  support: { zh: '认可', en: 'Yes' },
  support_with_remarks: { zh: '基本认可，附说明', en: 'Yes, with remarks' },
  not_support: { zh: '不认可', en: 'No' },
  cannot_judge: { zh: '依现有材料无法判断', en: 'Cannot be judged from what was shown' },
}

/** How a request to an expert stands; it ends in the last four. */
export const expertStates = ['asked', 'reading', 'given', 'declined', 'revoked', 'expired'] as const
export type ExpertState = (typeof expertStates)[number]

/** Fields that can be shown to an expert, in the order in which they are read; who the parties are is asked apart. */
export const expertFields = [
  'name',
  'industryCode',
  'direction',
  'scenario',
  'sourceTypes',
  'acquisition',
  'sourceStatement',
  'authorisationUntil',
  'personalInfo',
  'personalInfoBasis',
  'anonymisation',
  'importantData',
  'importantDataReason',
  'redFlags',
  'formats',
  'records',
  'bytes',
  'timeFrom',
  'timeTo',
  'areas',
  'modes',
  'updateFrequency',
  'updatePeriod',
  'elements',
  'algorithm',
  'originality',
  'ownership',
  'disclosure',
  'intendedUses',
  'infrastructure',
] as const
export type ExpertField = (typeof expertFields)[number]
type Form = Readonly<Record<string, unknown>>

/** What an examiner lets an expert see. */
export interface ExpertChoice {
  fields: readonly string[]
  /** The company's name, and those of its agent and co-holders; else they are taken out wherever they stand. */
  parties: boolean
  sample: boolean
}

export interface ExpertDocument {
  applicant: string | null
  fields: { field: string; label: string; lines: string[]; table: string[][] | null }[]
  sample: string[][] | null
}

/** What is proposed to be shown: the pack's fields, without processing rules that the company keeps secret. */
export function usuallyShown(pack: RulePack, form: Form): ExpertField[] {
  const shown = new Set(pack.expertOpinion?.shown)
  return expertFields.filter((field) => shown.has(field) && !(field === 'algorithm' && form.algorithmConfidential))
}

const isRecord = (value: unknown): value is Form => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
/** Names of the organisations of a case, longest first, so that none is left in another. */
function namesIn(form: Form, applicant: string): string[] {
  const holders = Array.isArray(form.coHolders) ? form.coHolders.filter(isRecord) : []
  const all = [applicant, text(form.agentName), ...holders.map(({ name }) => text(name))]
  return [...new Set(all.filter((name) => name.length >= 4))].sort((a, b) => b.length - a.length)
}

/**
 * A case as an expert may read it: the chosen fields only, every resident id, phone number, plate and mail address masked, and
 * the names of the parties taken out unless they are to be shown. The same case and choice give the same document.
 */
export function expertDocument(form: Form, applicant: string, pack: RulePack, choice: ExpertChoice): ExpertDocument {
  const names = choice.parties ? [] : namesIn(form, applicant)
  const clean = (line: string) =>
    maskPersonal(names.reduce((rest, name) => rest.replaceAll(name, '〔单位名称已隐去〕'), line))
  const rows = (value: unknown): string[][] =>
    Array.isArray(value) ? value.map((row) => (Array.isArray(row) ? row : [row]).map((cell) => clean(text(cell)))) : []
  const fields = expertFields.filter((field) => choice.fields.includes(field))
  return {
    applicant: choice.parties ? applicant : null,
    fields: fields.map((field) => {
      const value = form[field]
      const table = field === 'elements' ? (elementRows(value)?.map((row) => row.map(clean)) ?? null) : null
      const lines = field === 'elements' ? [] : answerLines(field, value, pack).map(clean)
      return { field, label: fieldLabel(pack, field) ?? field, lines, table }
    }),
    sample:
      choice.sample && rows(form.sampleRows).length > 0
        ? [...rows([form.sampleHeader]), ...rows(form.sampleRows)]
        : null,
  }
}

/** An expert, as far as conflicts of interest depend on them. */
export interface ExpertFacts {
  email: string
  organisation: string
  uscc: string | null
  interests: readonly { uscc: string | null; name: string }[]
}
/** Everybody a case is about, and who handles it. */
export interface Concerned {
  organisations: readonly { uscc: string | null; name: string }[]
  emails: readonly string[]
  staffEmails: readonly string[]
}
export type ExpertConflict = { kind: 'employer' | 'interest' | 'mailbox' | 'handles'; name: string }

/** Why an expert must not be asked about a case: computed from their employer, what they declared, and mail addresses. */
export function conflictsOf(expert: ExpertFacts, { organisations, emails, staffEmails }: Concerned): ExpertConflict[] {
  const same = (a: { uscc: string | null; name: string }, b: { uscc: string | null; name: string }) =>
    (a.uscc !== null && a.uscc === b.uscc) || a.name.trim() === b.name.trim()
  const mail = expert.email.toLowerCase()
  const has = (list: readonly string[]) => list.some((one) => one.toLowerCase() === mail)
  return [
    ...organisations
      .filter((one) => same(one, { uscc: expert.uscc, name: expert.organisation }))
      .map(({ name }) => ({ kind: 'employer' as const, name })),
    ...organisations
      .filter((one) => expert.interests.some((declared) => same(one, declared)))
      .map(({ name }) => ({ kind: 'interest' as const, name })),
    ...(has(emails) ? [{ kind: 'mailbox' as const, name: expert.organisation }] : []),
    ...(has(staffEmails) ? [{ kind: 'handles' as const, name: expert.organisation }] : []),
  ]
}
