import { type Actor, hasRole, isStaff, type Scope } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'

/** Which deposits an actor may see; an officer those of companies in the own prefecture. */
export function depositScope(actor: Actor): Scope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  if (actor.partyId && !isStaff(actor)) return { kind: 'party', partyId: actor.partyId }
  return { kind: 'nothing' }
}

/** The person and company that may deposit; throws what is in the way. */
export function depositor(actor: Actor): { partyId: PartyId; accountId: string } {
  if (actor.kind !== 'account' || !actor.partyId || !hasRole(actor, 'filer', 'signatory'))
    throw new AppError('kernel.forbidden')
  if (!actor.partyApproved) throw new AppError('party.not_approved')
  return { partyId: actor.partyId, accountId: actor.accountId }
}

export type DepositAction = 'receipt' | 'proof' | 'file'

/** What may be done with a deposit that the actor sees. */
export function depositActions(actor: Actor, deposit: { partyId: string; published: boolean }): DepositAction[] {
  if (!deposit.published) return []
  const own = actor.kind === 'account' && actor.partyId === deposit.partyId
  const mayFile = own && actor.partyApproved && hasRole(actor, 'filer', 'signatory')
  return mayFile ? ['receipt', 'proof', 'file'] : ['receipt', 'proof']
}
