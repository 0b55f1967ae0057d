import type { Check, CheckContext } from './checks/check.ts'
import { flowColumns, importantConclusion } from './checks/important-data.ts'
import { nameLength, nameNoun, nameUnused, nameWords } from './checks/name.ts'
import { agent, coHolders } from './checks/parties.ts'
import { personalBasis, personalColumns, personalDeclared, sampleMasked } from './checks/personal-info.ts'
import { redFlagsAnswered, redFlagsRaised } from './checks/red-flags.ts'
import { commitments, requiredAttachments, requiredFields } from './checks/required.ts'
import { areasKnown, deposit, formatsMatch, sizeMatches, timeSpan } from './checks/scale.ts'
import { authorisation, sourceStatement, undisclosed } from './checks/source.ts'
import { elementMeanings, elementNames, elementsMatch, sampleShape } from './checks/structure.ts'
import { algorithm, industry, scenario, updates } from './checks/substance.ts'
import { printableText } from './checks/text.ts'
import { type CaseDraft, caseForm, type Finding } from './schema.ts'

export type { CheckContext, ManifestSummary, ProfileSummary } from './checks/check.ts'
export { askedRedFlags } from './checks/red-flags.ts'

/** Every machine check; each is pure and knows nothing of the others. */
const checks: readonly Check[] = [
  deposit,
  requiredFields,
  printableText,
  nameLength,
  nameNoun,
  nameWords,
  nameUnused,
  industry,
  scenario,
  sourceStatement,
  authorisation,
  personalColumns,
  personalDeclared,
  personalBasis,
  importantConclusion,
  flowColumns,
  redFlagsAnswered,
  redFlagsRaised,
  formatsMatch,
  elementNames,
  elementMeanings,
  elementsMatch,
  sizeMatches,
  timeSpan,
  areasKnown,
  updates,
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

/**
 * The machine check of completeness and consistency, in the order of the form. The applicant and the examiner see the
 * same list; an application is submitted only when none is an error. `field` is a form key, with `.part` below it, or
 * `deposit` or `attachments.<kind>`.
 */
export function findings(form: CaseDraft, context: CheckContext): Finding[] {
  return checks.flatMap((check) => check(form, context)).sort((a, b) => placeOf(a) - placeOf(b))
}
