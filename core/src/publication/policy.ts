import { type Actor, type CaseScope, delegatedScope, errandCovers, hasRole, isStaff } from '../kernel/actor.ts'

/** Whose objections a list shows: staff all, officers their prefecture, a company those against its own cases. */
export function objectionScope(actor: Actor): CaseScope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (actor.delegation) return delegatedScope(actor, 'answer_objection')
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  return actor.partyId && actor.partyApproved && !isStaff(actor)
    ? { kind: 'party', partyId: actor.partyId }
    : { kind: 'nothing' }
}

/** May whoever may see the case see the objections to it? Of delegates only those who answer them. */
export const maySeeObjections = (actor: Actor, { id, partyId }: { id: string; partyId: string }): boolean =>
  errandCovers(actor, 'answer_objection', { partyId, caseId: id })
