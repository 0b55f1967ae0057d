import { type Actor, hasRole } from '../kernel/actor.ts'

/** Whether an actor may bind the credential of a company's certificate to a key: who signs for the company. */
export function mayBindCredential(actor: Actor, partyId: string): boolean {
  return hasRole(actor, 'signatory') && mayPresentCredential(actor, partyId)
}

/** Whether an actor may have the credential that is bound to the company's key, to present it: the company's own people. */
export function mayPresentCredential(actor: Actor, partyId: string): boolean {
  return (
    hasRole(actor, 'filer', 'signatory') && actor.kind === 'account' && actor.partyApproved && actor.partyId === partyId
  )
}
