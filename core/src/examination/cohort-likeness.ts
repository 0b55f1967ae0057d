import type { CohortRule } from '../kernel/rule-pack-cohort.ts'
import type { Submission } from './difference.ts'
import { differenceOf } from './difference.ts'

type Form = Readonly<Record<string, unknown>>
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const sorted = (value: unknown): string[] => list(value).map(text).toSorted()
const part = (value: unknown, key: string): string =>
  typeof value === 'object' && value !== null ? text((value as Form)[key]) : ''

/**
 * What cases must have alike to stand in one cohort, from what was submitted: owner, schema, source. Its digest is the key; the same form gives
 * the same key, in whatever order its lists were filled in.
 */
export function alikeParts(
  { partyId, prefectureCode, pack }: { partyId: string; prefectureCode: string; pack: string },
  form: Form,
) {
  return {
    format: 'datadeed-cohort-key/1',
    pack,
    prefectureCode,
    owner: {
      partyId,
      agent: text(form.agentUscc),
      coHolders: list(form.coHolders)
        .map((one) => part(one, 'uscc'))
        .toSorted(),
      ownership: text(form.ownership),
    },
    schema: list(form.elements)
      .map((one) => ['name', 'type', 'unit', 'sensitivity'].map((key) => part(one, key).toLowerCase()).join('|'))
      .toSorted(),
    source: {
      types: sorted(form.sourceTypes),
      acquisition: sorted(form.acquisition),
      personalInfo: text(form.personalInfo),
      importantData: text(form.importantData),
    },
  }
}

/** One thing that a case says otherwise than the exemplar. */
export interface CohortDifference {
  /** A form field, `attachments.<kind>`, or `findings.<rule>`. */
  field: string
  before: unknown
  after: unknown
  allowed: boolean
  /** The rule of the pack that allows it or, where none does, what stands against it. */
  why: string
}

/** A submission and what the machine found in it. */
export interface Compared extends Submission {
  findings: readonly { code: string; severity: 'error' | 'warning' | 'hint'; hintOnly?: boolean; message: string }[]
}

/** The longest value that is listed in full. */
const longest = 300
const short = (value: unknown): unknown => {
  const written = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return written.length <= longest ? value : `${written.slice(0, longest)}…`
}

function within(before: unknown, after: unknown, factor: number): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return false
  return after <= before * factor && after * factor >= before
}

/**
 * Every difference of a case from the exemplar, each with the rule that allows it or with what stands against it. The case is equivalent when
 * all are allowed. A pure function of two submissions, their findings and the pack: it can be repeated by whoever has them.
 */
export function cohortDifferences(exemplar: Compared, member: Compared, rule: CohortRule): CohortDifference[] {
  const allowedBy = new Map(rule.differences.map((one) => [one.field, one]))
  const { fields, attachments } = differenceOf(exemplar, member)
  const inForm = fields.map(({ field, before, after }): CohortDifference => {
    const rule = allowedBy.get(field)
    const shown = { field, before: short(before), after: short(after) }
    if (!rule) return { ...shown, allowed: false, why: '规则包不允许同批各件在这一栏不同' }
    if (rule.factor !== undefined && !within(before, after, rule.factor))
      return { ...shown, allowed: false, why: `与范例相差超过 ${rule.factor} 倍` }
    return { ...shown, allowed: true, why: rule.text }
  })
  // The same paper under another file is a difference of content: kinds that may differ are named one by one.
  const kinds = [...new Set(attachments.map(({ kind }) => kind))].toSorted()
  const papers = kinds.map((kind): CohortDifference => {
    const names = (what: 'added' | 'removed') =>
      attachments.filter((one) => one.kind === kind && one.what === what).map(({ name }) => name)
    const [before, after] = [names('removed'), names('added')]
    const rule = allowedBy.get(`attachments.${kind}`)
    // Another paper may stand for it, none may be missing.
    const allowed = rule !== undefined && after.length >= before.length
    const why = allowed ? rule.text : rule ? '比范例少附件' : '规则包不允许同批各件的这种附件不同'
    return { field: `attachments.${kind}`, before, after, allowed, why }
  })
  const known = new Set(exemplar.findings.map(({ code }) => code))
  const raised = member.findings.filter(
    ({ code, severity, hintOnly }) => severity !== 'hint' && hintOnly !== true && !known.has(code),
  )
  const found = raised.map(
    ({ code, message }): CohortDifference => ({
      ...{ field: `findings.${code}`, before: null, after: short(message), allowed: false },
      why: '机器预审在本件有意见，在范例没有',
    }),
  )
  return [...inForm, ...papers, ...found]
}
