import { applicantOf } from '@datadeed/core/filing/policy'
import {
  type Actor,
  type CaseScope,
  delegatedScope,
  hasRole,
  isStaff,
  organisationOf,
} from '@datadeed/core/kernel/actor'
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

export interface Depositor {
  accountId: string
  partyId: PartyId
  /** The delegation on which it is done for the company. */
  delegationId: string | null
}

/** The person and company that may deposit, and compare what is deposited; throws what is in the way. */
export function depositor(actor: Actor): Depositor {
  if (actor.kind !== 'account' || !hasRole(actor, 'filer', 'signatory')) throw new AppError('kernel.forbidden')
  const { accountId, delegation } = actor
  const partyId = organisationOf(actor, 'deposit')
  if (partyId) return { accountId, partyId, delegationId: delegation?.id ?? null }
  if (delegation) throw new AppError('kernel.not_found')
  throw new AppError(actor.partyId ? 'party.not_approved' : 'kernel.forbidden')
}

export type DepositAction = 'receipt' | 'proof' | 'file' | 'disclose'

/** What may be done with a deposit that the actor sees. */
export function depositActions(actor: Actor, deposit: { partyId: string; published: boolean }): DepositAction[] {
  if (!deposit.published) return []
  const own = actor.kind === 'account' && !actor.delegation && actor.partyId === deposit.partyId
  const approved = actor.kind === 'account' && (actor.partyApproved || actor.delegation !== undefined)
  const mayFile = approved && applicantOf(actor) === deposit.partyId && hasRole(actor, 'filer', 'signatory')
  return mayFile ? ['receipt', 'proof', 'file', ...(own ? (['disclose'] as const) : [])] : ['receipt', 'proof']
}
