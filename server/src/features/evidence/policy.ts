import { applicantOf } from '@datadeed/core/filing/policy'
import { type Actor, type CaseScope, delegatedScope, hasRole, isStaff } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'

/** Which deposits an actor may see; an officer those of companies in the own prefecture. */
export function depositScope(actor: Actor): CaseScope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (actor.delegation) return delegatedScope(actor, 'deposit_read')
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
  const approved = actor.kind === 'account' && (actor.partyApproved || actor.delegation !== undefined)
  const mayFile = approved && applicantOf(actor) === deposit.partyId && hasRole(actor, 'filer', 'signatory')
  return mayFile ? ['receipt', 'proof', 'file'] : ['receipt', 'proof']
}
