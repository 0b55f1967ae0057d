import type { FormField } from '@datadeed/core/filing/schema'
import { industryName } from '@datadeed/core/kernel/industries'
import { regionName } from '@datadeed/core/kernel/regions'
import type { FieldText } from './field-text.zh.ts'

/** The form in the order and grouping in which it is read. */
export const formSections = {
  basic: ['name', 'industryCode', 'direction', 'scenario'],
  source: ['sourceTypes', 'acquisition', 'sourceStatement', 'authorisationUntil'],
  compliance: [
    'personalInfo',
    'personalInfoBasis',
    'anonymisation',
    'importantData',
    'importantDataReason',
    'redFlags',
  ],
  content: [
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
  ],
  processing: ['algorithm', 'algorithmConfidential', 'originality', 'sampleRows'],
  rights: ['ownership', 'coHolders', 'disclosure', 'intendedUses', 'infrastructure', 'agentName', 'agentUscc'],
  commitments: ['commitTruth', 'commitSource', 'commitNoDispute', 'commitSecurity'],
} as const satisfies Record<string, readonly FormField[]>
export type SectionName = keyof typeof formSections

/** Every field of the form, as read; the sample's header is read with its rows. */
export const formFields: FormField[] = Object.values(formSections).flat()

/** Whose row a finding or correction belongs to: `redFlags.R2` and the sample's header have no row of their own. */
export function rowOf(field: string): FormField | null {
  const head = field.split('.')[0] === 'sampleHeader' ? 'sampleRows' : field.split('.')[0]
  return formFields.find((name) => name === head) ?? null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0)

function itemText(field: string, item: unknown, words: FieldText): string {
  if (Array.isArray(item)) return item.map(text).join(' | ')
  if (field === 'areas') return regionName(text(item))
  if (isRecord(item) && field === 'coHolders') return words.holder(text(item.name), text(item.uscc), text(item.share))
  if (isRecord(item))
    return Object.keys(words.columns)
      .map((key) => (key === 'sensitivity' ? (words.sensitivity[text(item[key])] ?? text(item[key])) : text(item[key])))
      .join(' | ')
  return words.values[field]?.[text(item)] ?? text(item)
}

/** Lists whose items are lines of their own rather than words in a row. */
const lined = new Set(['elements', 'coHolders', 'sampleRows', 'sampleHeader'])

/** Any value of the form as plain text, for reading and for comparing; blank is ''. */
export function valueText(field: string, value: unknown, words: FieldText): string {
  if (isBlank(value)) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') {
    const grouped = value.toLocaleString('en-GB')
    return field === 'records' ? words.records(grouped) : field === 'bytes' ? words.bytes(grouped) : grouped
  }
  if (Array.isArray(value))
    return value.map((item) => itemText(field, item, words)).join(lined.has(field) ? '\n' : words.list)
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, item]) => `${key}：${typeof item === 'boolean' ? (item ? words.yes : words.no) : text(item)}`)
      .join('\n')
  if (field === 'industryCode') return industryName(text(value))
  return words.values[field]?.[text(value)] ?? text(value)
}

/** What a field is called; the pack's names for attachments, the code itself where nothing is known. */
export function fieldName(
  field: string,
  words: FieldText,
  other: { deposit: string; attachment: (name: string) => string; attachments: Record<string, string>; all: string },
): string {
  const [head = '', part] = field.split('.')
  if (head === 'deposit') return other.deposit
  if (head === 'attachments') return part ? other.attachment(other.attachments[part] ?? part) : other.all
  const label = Object.hasOwn(words.labels, head) ? words.labels[head as FormField] : head
  return part && head === 'redFlags' ? `${label} ${part}` : label
}
