import { type Actor, hasRole, isStaff, type Role } from '../kernel/actor.ts'

/** Does the actor act for a holder of the registration, in one of these roles? */
export function actsForHolder(actor: Actor, holders: readonly string[], ...roles: readonly Role[]): boolean {
  return (
    actor.kind === 'account' &&
    actor.partyId !== null &&
    holders.includes(actor.partyId) &&
    actor.partyApproved &&
    !isStaff(actor) &&
    hasRole(actor, ...roles)
  )
}

/** Who may add to a registration what needs no decision of the authority: a signatory of a holder. */
export const maintains = (actor: Actor, holders: readonly string[]): boolean =>
  actsForHolder(actor, holders, 'signatory')
