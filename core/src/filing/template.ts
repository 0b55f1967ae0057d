import type { RulePack } from '../kernel/rule-pack.ts'
import { type ComparedField, hashesOf, plainText, shinglesIn } from './alike.ts'
import { type CaseDraft, caseForm, type FormField } from './schema.ts'

/**
 * What a draft may take over from a template. Never the declarations, commitments, papers and numbers, nor what its own deposit tells: those are
 * the applicant's own.
 */
const taken = [
  'name',
  'direction',
  'scenario',
  'sourceTypes',
  'acquisition',
  'sourceStatement',
  'modes',
  'updateFrequency',
  'updatePeriod',
  'algorithm',
  'originality',
] as const satisfies readonly FormField[]
/** Of an example only what the public can read anyway; its name is its holder's. */
const takenOfExample: readonly string[] = ['direction', 'scenario', 'sourceTypes', 'updateFrequency', 'algorithm']

/** The part of `content` that may stand in a new draft, field by field; what does not fit the form is left out. */
function draftOf(content: Readonly<Record<string, unknown>>, fields: readonly string[]): CaseDraft {
  const entries = taken.flatMap((field) => {
    const value = fields.includes(field) ? caseForm.shape[field].safeParse(content[field]).data : undefined
    return value === undefined || value === '' ? [] : [[field, value] as const]
  })
  return Object.fromEntries(entries) as CaseDraft
}

export type Template = Omit<NonNullable<RulePack['templates']>[number], 'form'> & { form: CaseDraft }

/** The templates of a pack, each with what a draft takes over from it. */
export function templatesOf({ templates = [] }: Pick<RulePack, 'templates'>): Template[] {
  return templates.map((template) => ({ ...template, form: draftOf(template.form, taken) }))
}

/** What a draft takes over from the public content of a registration. A confidential rule is not in it, only that there is one. */
export function draftOfExample(content: Readonly<Record<string, unknown>>, confidential: boolean): CaseDraft {
  return draftOf(
    content,
    takenOfExample.filter((field) => field !== 'algorithm' || !confidential),
  )
}

const BLANK = /【填[:：][^】]*】/u
/** The first blank of a template that is still to be filled in. */
export const findBlank = (text: string): RegExpExecArray | null => BLANK.exec(text)

const modes: readonly (readonly [RegExp, NonNullable<CaseDraft['modes']>[number]])[] = [
  [/^53/, 'rail'],
  [/^541/, 'urban'],
  [/^54/, 'road'],
  [/^55/, 'water'],
  [/^56/, 'air'],
  [/^57/, 'pipeline'],
  [/^5[89]/, 'multimodal'],
  [/^60/, 'post'],
]
/** Codes of the industries of a mode, as an expression. */
export const industriesOf = (mode: string): string => modes.find(([, name]) => name === mode)?.[0].source ?? '^$'

/** The mode of transport of an industry by GB/T 4754, for what is registered without one; null outside transport. */
export function modeOfIndustry(industryCode: string): (typeof modes)[number][1] | null {
  return modes.find(([pattern]) => pattern.test(industryCode))?.[1] ?? null
}

/** What every applicant has from the templates: no sign that one copied from another. */
export interface CommonText {
  shingles: ReadonlySet<string>
  hashes: ReadonlySet<number>
}
const known = new WeakMap<object, Record<ComparedField, CommonText>>()

const nothing: CommonText = { shingles: new Set(), hashes: new Set() }

/** Stretches of the pack's templates, by field; what texts have in common because of them does not count. A name is always an applicant's own. */
export function commonText(pack: RulePack): Record<ComparedField, CommonText> {
  const kept = known.get(pack)
  if (kept) return kept
  const templates = templatesOf(pack)
  const of = (field: 'scenario' | 'algorithm'): CommonText => {
    const texts = templates.map(({ form }) => plainText(form[field] ?? ''))
    return {
      shingles: new Set(texts.flatMap((text) => shinglesIn(field, text))),
      hashes: new Set(texts.flatMap((text) => hashesOf(field, text))),
    }
  }
  const made = { name: nothing, scenario: of('scenario'), algorithm: of('algorithm') }
  known.set(pack, made)
  return made
}
