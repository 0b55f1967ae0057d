import { type Actor, hasRole, type Scope } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'

export const partyCommands = ['approve', 'reject'] as const
export type PartyCommand = (typeof partyCommands)[number]

export interface PartyFacts {
  id: string
  prefectureCode: string
  status: 'pending' | 'approved' | 'rejected'
}

/** Which organisations a list shows: staff all, officers their prefecture, a company itself. */
export function partyScope(actor: Actor): Scope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  return actor.partyId ? { kind: 'party', partyId: actor.partyId } : { kind: 'nothing' }
}

export function maySeeParty(actor: Actor, party: PartyFacts): boolean {
  const scope = partyScope(actor)
  if (scope.kind === 'everything') return true
  if (scope.kind === 'region') return scope.regionCode === party.prefectureCode
  return scope.kind === 'party' && scope.partyId === party.id
}

function mayDecide(actor: Actor, party: PartyFacts): boolean {
  return hasRole(actor, 'administrator') || (hasRole(actor, 'officer') && maySeeParty(actor, party))
}

export function offeredForParty(actor: Actor, party: PartyFacts): PartyCommand[] {
  return party.status === 'pending' && mayDecide(actor, party) ? [...partyCommands] : []
}

/** Throws why an organisation's sign-up cannot be decided by this actor now. */
export function requireDecidable(actor: Actor, party: PartyFacts): void {
  if (!maySeeParty(actor, party)) throw new AppError('kernel.not_found')
  if (!mayDecide(actor, party)) throw new AppError('kernel.forbidden')
  if (party.status !== 'pending') throw new AppError('party.not_pending')
}
