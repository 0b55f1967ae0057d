import type { IsoDate } from '../kernel/dates.ts'
import type { Burden, RulePack } from '../kernel/rule-pack.ts'
import { encumbranceNames } from './encumbrance.ts'
import { expiryOf, type Term } from './expiry.ts'
import { renewalWindow } from './renewal.ts'

/** An affair that is not decided yet, as the rules see it. */
export interface OpenAffair {
  number: string
  kind: string
  /** The day from which the registrar's time runs; null while it is not filed. */
  filedOn: IsoDate | null
  ground: string
  /** Codes of the papers handed in. */
  documents: readonly string[]
}

/** A registration as the rules see it. */
export interface RegistryFacts {
  /** Null where its last day was fixed by something else than the rules. */
  term: Term | null
  coOwned: boolean
  burdens: readonly Burden[]
  affairs: readonly OpenAffair[]
}

/** The last day of a step that starts on a day, as the pack counts it. */
export type DueBy = (pack: RulePack, step: string, from: IsoDate) => IsoDate

const listed = (words: readonly string[]): string | null => (words.length > 0 ? words.join('、') : null)

/** What the rules of a pack say of a registration, each point by its name. */
function said(pack: RulePack, { term, coOwned, burdens, affairs }: RegistryFacts, dueBy: DueBy) {
  const rules = pack.afterRegistration
  const points = new Map<string, string | null>()
  if (term) {
    const { day } = expiryOf(pack, term)
    points.set('expiry validUntil', day)
    points.set('renewal opens', renewalWindow(pack, day).opens)
  }
  for (const burden of new Set(burdens)) {
    const stops = (rules?.burdens ?? []).filter((one) => one.burden === burden)
    for (const unless of ['never', 'consent'] as const) {
      const acts = stops.filter((one) => one.unless === unless).flatMap((one) => one.stops)
      points.set(`burden ${unless} ${encumbranceNames[burden].zh}`, listed([...new Set(acts)].sort()))
    }
  }
  for (const { number, kind, filedOn, ground, documents } of affairs) {
    const rule = rules?.affairs.find((one) => one.kind === kind)
    const missing = rule?.documents.filter(({ code, required }) => required && !documents.includes(code)) ?? []
    points.set(`offered ${number}`, rule ? kind : null)
    points.set(`due ${number}`, rule && filedOn ? dueBy(pack, rule.step, filedOn) : null)
    points.set(`ground ${number}`, rule?.grounds.find(({ code }) => code === ground)?.text ?? null)
    points.set(`documents ${number}`, listed(missing.map(({ name }) => name)))
    if (coOwned) points.set(`coOwners ${number}`, rule?.coOwners ? kind : null)
  }
  return points
}

/** One point that two packs say otherwise of a registration; null is nothing. */
export interface RegistryDifference {
  kind: 'expiry' | 'renewal' | 'affair' | 'condition'
  item: string
  before: string | null
  after: string | null
}

const kindOf = (point: string): RegistryDifference['kind'] => {
  const [head] = point.split(' ')
  return head === 'expiry' || head === 'renewal' ? head : head === 'due' ? 'affair' : 'condition'
}

/**
 * What of a registration another pack would have otherwise: its last day, when its renewal opens, which acts its burdens stop, and of each open
 * affair the last day and the conditions. Items are `validUntil`, `opens`, `burden never|consent <name>` or `<point> <number of the affair>`.
 */
export function registryEffects(
  before: RulePack,
  after: RulePack,
  facts: RegistryFacts,
  dueBy: DueBy,
): RegistryDifference[] {
  const [old, now] = [said(before, facts, dueBy), said(after, facts, dueBy)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((point) => {
    const [a, b] = [old.get(point) ?? null, now.get(point) ?? null]
    const item = point.replace(/^(?:expiry|renewal) /, '')
    return a === b ? [] : [{ kind: kindOf(point), item, before: a, after: b }]
  })
}
