import { type Actor, hasRole, type Scope } from '../kernel/actor.ts'

/** What the rules of a prefecture's offices need to know of a case. */
export interface LocalCase {
  prefectureCode: string
  status: string
}

const given: readonly string[] = [
  'submitted',
  'under_review',
  'correction_required',
  'acceptance_proposed',
  'refusal_proposed',
]

/** Whose figures, key enterprises and opinions a list shows: an officer those of one prefecture, whatever they ask for. */
export function programmeScope(actor: Actor): Scope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (hasRole(actor, 'officer'))
    return actor.regionCode ? { kind: 'region', regionCode: actor.regionCode } : { kind: 'nothing' }
  return hasRole(actor, 'auditor', 'administrator') ? { kind: 'everything' } : { kind: 'nothing' }
}

/** An officer gives an opinion on a case of their own prefecture, before or beside the provincial examination. */
export function mayGiveOpinion(actor: Actor, c: LocalCase): boolean {
  return isLocal(actor, c.prefectureCode) && given.includes(c.status)
}

/** Lead and co-lead are arranged, and handed over, by the officers of the prefecture while the case is open there. */
export function mayArrange(actor: Actor, c: LocalCase): boolean {
  return mayGiveOpinion(actor, c)
}

/** Key enterprises are kept by the officers of their prefecture. */
export function mayKeep(actor: Actor, prefectureCode: string): boolean {
  return isLocal(actor, prefectureCode)
}

function isLocal(actor: Actor, prefectureCode: string): boolean {
  return actor.kind === 'account' && hasRole(actor, 'officer') && actor.regionCode === prefectureCode
}
