import { type Actor, hasRole, isStaff, type Scope } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'

/** Who starts a new epoch: its account. */
export function keyKeeper(actor: Actor): string {
  if (actor.kind !== 'account' || !hasRole(actor, 'administrator')) throw new AppError('kernel.forbidden')
  return actor.accountId
}

/** What of others' data an actor may learn; a store turns it into SQL. */
export interface Sight {
  /** Those of which it may know whose they are and how they are called. */
  known: Scope
  /** Of the rest, those of which it may know that they exist. */
  heard: 'everything' | 'applied_for' | 'nothing'
}

/** An applicant knows the own data and hears of those applied for, not of others' mere deposits. */
export function sightOf(actor: Actor): Sight {
  if (actor.kind !== 'account') return { known: { kind: 'nothing' }, heard: 'nothing' }
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return everything
  if (isStaff(actor)) {
    const { regionCode } = actor
    return { known: regionCode ? { kind: 'region', regionCode } : { kind: 'nothing' }, heard: 'everything' }
  }
  if (!actor.partyId) return { known: { kind: 'nothing' }, heard: 'nothing' }
  return { known: { kind: 'party', partyId: actor.partyId }, heard: 'applied_for' }
}

/** For the features below, which answer for what they tell of it. */
export const everything: Sight = { known: { kind: 'everything' }, heard: 'everything' }
