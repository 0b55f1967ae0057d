import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Field, Finding, Form } from '../api.ts'
import { type StepKey, stepKeys } from '../step-keys.ts'

export type FieldKind =
  | 'line'
  | 'text'
  | 'choice'
  | 'choices'
  | 'day'
  | 'number'
  | 'flag'
  | 'industry'
  | 'formats'
  | 'areas'
  | 'redFlags'
  | 'elements'
  | 'sample'
  | 'holders'
export type FieldSpec = { field: Field; kind: FieldKind; when?: (form: Form) => boolean; half?: boolean }

const hasPersonal = (form: Form) => form.personalInfo === 'anonymised' || form.personalInfo === 'involved'
const shared = (form: Form) => form.ownership === 'joint' || form.ownership === 'commissioned'
const others = (form: Form) => form.acquisition?.some((way) => way !== 'self') === true

/** Where each field stands. What an answer makes pointless is hidden, never cleared. */
export const stepFields: Record<StepKey, readonly FieldSpec[]> = {
  basics: [
    { field: 'name', kind: 'line' },
    { field: 'industryCode', kind: 'industry', half: true },
    { field: 'direction', kind: 'choice', half: true },
    { field: 'scenario', kind: 'text' },
  ],
  source: [
    { field: 'sourceTypes', kind: 'choices' },
    { field: 'acquisition', kind: 'choices' },
    { field: 'sourceStatement', kind: 'text' },
    { field: 'authorisationUntil', kind: 'day', when: (form) => others(form) || Boolean(form.authorisationUntil) },
    { field: 'ownership', kind: 'choice' },
    { field: 'coHolders', kind: 'holders', when: (form) => shared(form) || (form.coHolders?.length ?? 0) > 0 },
    { field: 'originality', kind: 'text' },
    { field: 'disclosure', kind: 'choice' },
    { field: 'intendedUses', kind: 'choices' },
    { field: 'agentName', kind: 'line', half: true },
    { field: 'agentUscc', kind: 'line', half: true },
  ],
  compliance: [
    { field: 'personalInfo', kind: 'choice' },
    { field: 'personalInfoBasis', kind: 'text', when: (form) => hasPersonal(form) || Boolean(form.personalInfoBasis) },
    { field: 'anonymisation', kind: 'text', when: (form) => hasPersonal(form) || Boolean(form.anonymisation) },
    { field: 'importantData', kind: 'choice' },
    { field: 'importantDataReason', kind: 'text' },
    { field: 'redFlags', kind: 'redFlags' },
  ],
  structure: [
    { field: 'formats', kind: 'formats' },
    { field: 'records', kind: 'number', half: true },
    { field: 'bytes', kind: 'number', half: true },
    { field: 'timeFrom', kind: 'day', half: true },
    { field: 'timeTo', kind: 'day', half: true },
    { field: 'areas', kind: 'areas' },
    { field: 'modes', kind: 'choices' },
    { field: 'updateFrequency', kind: 'choice', half: true },
    { field: 'updatePeriod', kind: 'line', half: true },
    { field: 'elements', kind: 'elements' },
  ],
  rules: [
    { field: 'algorithm', kind: 'text' },
    { field: 'algorithmConfidential', kind: 'flag' },
    { field: 'infrastructure', kind: 'text' },
  ],
  sample: [{ field: 'sampleRows', kind: 'sample' }],
  attachments: [],
  commit: [
    { field: 'commitTruth', kind: 'flag' },
    { field: 'commitSource', kind: 'flag' },
    { field: 'commitNoDispute', kind: 'flag' },
    { field: 'commitSecurity', kind: 'flag' },
  ],
}

const places = new Map<string, StepKey>(
  stepKeys.flatMap((key) => stepFields[key].map(({ field }) => [field, key] as const)),
)
places.set('sampleHeader', 'sample')
places.set('attachments', 'attachments')
places.set('deposit', 'commit')

/** The first part of a finding's or correction's field: `redFlags.R4` is about `redFlags`. */
export const rootOf = (field: string): string => field.split('.')[0] ?? field

/** The step where a finding is mended; `basics` for a field this version does not know. */
export const stepOf = (field: string): StepKey => places.get(rootOf(field)) ?? 'basics'

/** Ids of the places a finding may lead to, the most exact first. */
export function anchorsOf(field: string): string[] {
  const root = rootOf(field)
  const place = root === 'sampleHeader' ? 'sampleRows' : root
  return [`field-${field.replaceAll('.', '-')}`, `field-${place}`]
}

export type Counts = { errors: number; warnings: number }
export function countByStep(findings: readonly Finding[]): Record<StepKey, Counts> {
  const count = (key: StepKey, severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity && stepOf(finding.field) === key).length
  return Object.fromEntries(
    stepKeys.map((key) => [key, { errors: count(key, 'error'), warnings: count(key, 'warning') }]),
  ) as Record<StepKey, Counts>
}

/** What the rule pack says of a field: its official label, help and source. Undefined for what no rule asks for. */
export const ruleFor = (pack: RulePack, field: string) => pack.requiredFields.find((entry) => entry.field === field)
