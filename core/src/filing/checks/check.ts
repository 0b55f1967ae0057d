import type { IsoDate } from '../../kernel/dates.ts'
import { type RulePack, ruleOf } from '../../kernel/rule-pack.ts'
import type { RegistryFacts } from '../preexam.ts'
import type { RuleCode } from '../rule-base.ts'
import type { CaseDraft, Finding } from '../schema.ts'

/** What the manifest of the chosen deposit tells. `formats` are lower-case, such as `csv` or `parquet`. */
export interface ManifestSummary {
  published: boolean
  files: number
  bytes: number
  formats: readonly string[]
}

/** What profiling the data told, all files together; null where it could not tell. */
export interface ProfileSummary {
  columns: readonly string[]
  records: number | null
  timeFrom: IsoDate | null
  timeTo: IsoDate | null
}

/** A column that looks like a kind of sensitive data; `share` of its values and confidence are 0–1. */
export interface ScannedColumn {
  column: string
  kind: string
  share: number
  confidence: number
}

export interface CheckContext {
  pack: RulePack
  today: IsoDate
  /** Null until a deposit is chosen. */
  manifestSummary: ManifestSummary | null
  /** Null where the data was not profiled. */
  profile: ProfileSummary | null
  attachments: readonly { kind: string }[]
  /** Names of other applications and registrations of the same registrant; only the server knows them. */
  namesInUse?: readonly string[]
  /** Sensitive columns that the scan of the data found; null where its findings are not disclosed, left out where nobody asks. */
  scanned?: readonly ScannedColumn[] | null
  /** Rules that only hint; see `hintOnly` of the pack. */
  hintOnly?: readonly string[]
  /** What the registry holds beside this application; only the server knows it. */
  registry?: RegistryFacts
  /** Instead of `registry`: what was found there when it was last asked. */
  kept?: readonly Finding[]
}

/** What a check says of itself; version, confidence and, where it names none, the stretch of text are added for all alike. */
export type Fault = Pick<Finding, 'field' | 'severity' | 'message' | 'rule' | 'clause' | 'remedy'> & {
  code: RuleCode
  span?: Finding['span']
}

/** One machine check: pure, looks at one thing, gives nothing when all is well or the matter is not filled in yet. */
export type Check = (form: CaseDraft, context: CheckContext) => Fault[]

type Told = Omit<Fault, 'rule' | 'clause' | 'severity'> & { severity?: Finding['severity'] }

/** A finding that quotes a rule of the pack with its article or, where there is none, its source. An error unless told otherwise. */
export function found(pack: RulePack, ruleCode: string, { severity = 'error', ...told }: Told): Fault {
  const { text, article, source } = ruleOf(pack, ruleCode)
  const clause = article ?? source
  return { ...told, severity, rule: `${text}（${clause}）`, clause }
}

/** Up to five names for a sentence: “甲”“乙”等 7 个. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`)
  return shown.join('') + (names.length > 5 ? `等 ${names.length} 个` : '')
}

/** Column names of the data, from the form, the sample and the profile, each once. */
export function columnNames(form: CaseDraft, context: CheckContext): string[] {
  const elements = (form.elements ?? []).map((element) => element.name)
  return [...new Set([...elements, ...(form.sampleHeader ?? []), ...(context.profile?.columns ?? [])])]
}

/** Where in its text a match of an expression stands. */
export function spanOf({ index, 0: { length } }: RegExpExecArray | RegExpMatchArray): { start: number; end: number } {
  const start = index ?? 0
  return { start, end: start + length }
}
