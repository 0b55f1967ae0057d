import type { Check, CheckContext, Fault } from './checks/check.ts'
import {
  authorisationSpan,
  nameArea,
  nameContent,
  nameYear,
  rawDump,
  singleRecord,
  updateLag,
} from './checks/content.ts'
import { flowColumns, importantConclusion } from './checks/important-data.ts'
import { importantReason, scanMissing, scanUndeclared, sourceProof } from './checks/legality.ts'
import { nameLength, nameNoun, nameUnused, nameWords } from './checks/name.ts'
import { agent, coHolders } from './checks/parties.ts'
import { personalBasis, personalColumns, personalDeclared, sampleMasked } from './checks/personal-info.ts'
import { redFlagsAnswered, redFlagsRaised } from './checks/red-flags.ts'
import { commitments, requiredAttachments, requiredFields } from './checks/required.ts'
import { areasKnown, deposit, formatsMatch, sizeMatches, timeSpan } from './checks/scale.ts'
import { authorisation, sourceStatement, undisclosed } from './checks/source.ts'
import { elementMeanings, elementNames, elementsMatch, sampleShape } from './checks/structure.ts'
import { algorithm, industry, scenario, updates } from './checks/substance.ts'
import { filledIn, printableText } from './checks/text.ts'
import { registryFindings } from './preexam.ts'
import { ruleBase, ruleBaseVersion } from './rule-base.ts'
import { type CaseDraft, caseForm, type Finding } from './schema.ts'

export type { CheckContext, ManifestSummary, ProfileSummary, ScannedColumn } from './checks/check.ts'
export { askedRedFlags } from './checks/red-flags.ts'
export { isRegistryRule } from './preexam.ts'

/** Every machine check; each is pure and knows nothing of the others. */
const checks: readonly Check[] = [
  deposit,
  requiredFields,
  printableText,
  filledIn,
  nameLength,
  nameNoun,
  nameWords,
  nameUnused,
  nameContent,
  nameYear,
  nameArea,
  industry,
  scenario,
  sourceStatement,
  sourceProof,
  authorisation,
  authorisationSpan,
  personalColumns,
  personalDeclared,
  personalBasis,
  scanUndeclared,
  scanMissing,
  importantConclusion,
  importantReason,
  flowColumns,
  redFlagsAnswered,
  redFlagsRaised,
  formatsMatch,
  elementNames,
  elementMeanings,
  elementsMatch,
  sizeMatches,
  singleRecord,
  rawDump,
  timeSpan,
  areasKnown,
  updates,
  updateLag,
  algorithm,
  sampleShape,
  sampleMasked,
  coHolders,
  undisclosed,
  agent,
  commitments,
  requiredAttachments,
]

const ORDER = new Map(['deposit', ...Object.keys(caseForm.shape), 'attachments'].map((field, i) => [field, i]))
const placeOf = ({ field }: Finding) => ORDER.get(field.split('.')[0] ?? '') ?? ORDER.size

/** The whole text where a check names no stretch of it; null where the field is no text. */
function spanIn(form: CaseDraft, { field, span }: Fault): Finding['span'] {
  const value = (form as Record<string, unknown>)[field]
  return span ?? (typeof value === 'string' && value !== '' ? { start: 0, end: value.length } : null)
}

/** A rule that was found wrong too often only hints. */
function weakened(finding: Finding, hintOnly: readonly string[]): Finding {
  return hintOnly.includes(finding.code) ? { ...finding, severity: 'hint', hintOnly: true } : finding
}

/**
 * The machine pre-examination, in the order of the form: completeness, consistency and, where `registry` is given, what stands beside the
 * application. A pure function of its arguments: the same gives the same bytes. The applicant and the examiner see the same list, the
 * applicant without the others' cases; an application is submitted only when none is an error. `field` is a form key, with `.part` below
 * it, or `deposit` or `attachments.<kind>`.
 */
export function findings(form: CaseDraft, context: CheckContext): Finding[] {
  const { pack, registry, hintOnly = [] } = context
  const version = ruleBaseVersion(pack)
  const own = checks
    .flatMap((check) => check(form, context))
    .map(
      (fault): Finding => ({
        ...{ code: fault.code, version, field: fault.field, span: spanIn(form, fault), severity: fault.severity },
        ...{ confidence: ruleBase[fault.code].certainty, hintOnly: false, message: fault.message },
        ...{ rule: fault.rule, clause: fault.clause, remedy: fault.remedy, others: [] },
      }),
    )
  const beside = context.kept ?? (registry ? registryFindings(form, pack, registry) : [])
  return [...own, ...beside].map((finding) => weakened(finding, hintOnly)).sort((a, b) => placeOf(a) - placeOf(b))
}
