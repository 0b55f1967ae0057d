import { type Actor, hasRole, isStaff, type Scope } from '../kernel/actor.ts'

/** Whose objections a list shows: staff all, officers their prefecture, a company those against its own cases. */
export function objectionScope(actor: Actor): Scope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  return actor.partyId && actor.partyApproved && !isStaff(actor)
    ? { kind: 'party', partyId: actor.partyId }
    : { kind: 'nothing' }
}
