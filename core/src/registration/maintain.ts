import { type Actor, actsFor, type DelegatedAction, hasRole, organisationOf, type Role } from '../kernel/actor.ts'

/** Who holds a registration, or applies for one; `id` is that of its case. */
interface Held {
  id?: string
  holders: readonly string[]
}

function isFor(actor: Actor, { id, holders }: Held, action: DelegatedAction, roles: readonly Role[]): boolean {
  const own = organisationOf(actor, action, id)
  return own !== null && holders.includes(own) && hasRole(actor, ...roles)
}

/** Does the actor act for a holder of the registration, in one of these roles? */
export const actsForHolder = (actor: Actor, held: Held, ...roles: readonly Role[]): boolean =>
  isFor(actor, held, 'affair', roles)

/** Who may add to a registration what needs no decision of the authority: a signatory of a holder, or of whom signing was delegated to. */
export const maintains = (actor: Actor, held: Held): boolean => isFor(actor, held, 'affair_sign', ['signatory'])

/** The same of an application that is not registered yet: whoever may sign it. */
export const signsFor = (actor: Actor, held: Held): boolean => isFor(actor, held, 'submit', ['signatory'])

/** Holders whose deposits the actor may choose from: on a delegation the principal, where all its deposits may be read. */
export function depositorsFor(actor: Actor, holders: readonly string[]): readonly string[] {
  if (actor.kind !== 'account' || !actor.delegation) return holders
  return holders.filter((partyId) => actsFor(actor, 'deposit_read', { partyId, caseId: undefined }))
}
