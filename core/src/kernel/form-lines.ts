import { formWords } from './form-words.ts'
import { industryName } from './industries.ts'
import { regionName } from './regions.ts'
import type { RulePack } from './rule-pack.ts'

type Language = 'zh' | 'en'
type Row = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const yes: Record<Language, readonly [string, string]> = { zh: ['否', '是'], en: ['no', 'yes'] }
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/** One answer of the form as a person reads it. */
export function answerText(field: string, value: unknown, language: Language = 'zh'): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = formWords[language].values
  if (field === 'areas') return regionName(textOf(value))
  if (field === 'industryCode') return industryName(textOf(value))
  if (typeof value === 'boolean') return yes[language][value ? 1 : 0]
  if (typeof value === 'number') return value.toLocaleString('en-US')
  return words[field]?.[textOf(value)] ?? textOf(value)
}

/** A field of the form as lines of text; none where it is empty. Tables are not read here. */
export function answerLines(field: string, value: unknown, pack: RulePack, language: Language = 'zh'): string[] {
  if (field === 'redFlags' && isRecord(value))
    return pack.redFlags.flatMap(({ rule, question }) =>
      value[rule] === undefined ? [] : [`${question}${answerText(field, value[rule] === true, language)}`],
    )
  if (Array.isArray(value))
    return value.length === 0
      ? []
      : [value.map((one) => answerText(field, one, language)).join(language === 'zh' ? '、' : ', ')]
  const line = answerText(field, value, language)
  return line === '' ? [] : line.split('\n')
}

const columns = ['name', 'label', 'type', 'unit', 'meaning', 'sensitivity'] as const
const headings: Record<Language, readonly string[]> = {
  zh: ['字段名', '中文名', '类型', '单位', '含义', '敏感程度'],
  en: ['Name', 'Label', 'Type', 'Unit', 'Meaning', 'Sensitivity'],
}
/** The data element table with its heading; null where it is empty. */
export function elementRows(elements: unknown, language: Language = 'zh'): string[][] | null {
  const rows = (Array.isArray(elements) ? elements : []).filter(isRecord)
  if (rows.length === 0) return null
  return [
    [...headings[language]],
    ...rows.map((row) =>
      columns.map((key) => (key === 'sensitivity' ? answerText(key, row[key], language) : textOf(row[key]))),
    ),
  ]
}
