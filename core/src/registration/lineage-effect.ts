import type { IsoDate } from '../kernel/dates.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import { proofNeeded } from './lineage.ts'

/** A declaration that counts, as the rules see it. */
export interface DeclaredLineage {
  relation: string
  /** Both data sets were of one holder. */
  own: boolean
  proofThere: boolean
  declaredOn: IsoDate
}

/** The rules on either side: a pack, and the last day of the parent by the pack that it is counted by. */
export interface LineageRules {
  pack: Pick<RulePack, 'lineage'>
  parentUntil: IsoDate
}

/** One point that two packs say otherwise of a declaration; null is nothing. */
export interface LineageDifference {
  kind: 'relation' | 'proof' | 'parent'
  item: string
  before: string | null
  after: string | null
}

const textOf = ({ lineage }: LineageRules['pack'], relation: string) =>
  lineage?.relations.find(({ code }) => code === relation)?.text ?? null
const missingProof = ({ lineage }: LineageRules['pack'], { own, proofThere }: DeclaredLineage) =>
  lineage && !proofThere && proofNeeded(lineage, own) ? lineage.proof.name : null

/** Whether it could have been declared as it was. */
const admits = ({ pack, parentUntil }: LineageRules, link: DeclaredLineage): boolean =>
  textOf(pack, link.relation) !== null && missingProof(pack, link) === null && parentUntil >= link.declaredOn

/**
 * What another pack says otherwise of a declaration that data come from a registration: whether and in which words its relation may be declared,
 * the proof it lacks, and whether the parent was in force when it was declared (`declared`) and is today (`today`), with the parent's last day.
 */
export function lineageEffects(before: LineageRules, after: LineageRules, link: DeclaredLineage, today: IsoDate) {
  const point = (kind: LineageDifference['kind'], item: string, a: string | null, b: string | null) =>
    a === b ? [] : [{ kind, item, before: a, after: b }]
  const over = (on: IsoDate, item: string) =>
    before.parentUntil < on === after.parentUntil < on
      ? []
      : point('parent', item, before.parentUntil, after.parentUntil)
  const differences: LineageDifference[] = [
    ...point('relation', link.relation, textOf(before.pack, link.relation), textOf(after.pack, link.relation)),
    ...point('proof', '', missingProof(before.pack, link), missingProof(after.pack, link)),
    ...over(link.declaredOn, 'declared'),
    ...over(today, 'today'),
  ]
  const [was, is] = [admits(before, link), admits(after, link)]
  return { differences, stopped: was && !is, freed: !was && is }
}
