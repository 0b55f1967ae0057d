import { type Actor, hasRole, isStaff } from '../kernel/actor.ts'
import type { PartyId } from '../kernel/ids.ts'

/** The organisation whose changes an actor may read: their own, once it is approved. */
export function changesOf(actor: Actor): PartyId | null {
  if (actor.kind !== 'account' || isStaff(actor) || !actor.partyApproved) return null
  return hasRole(actor, 'filer', 'signatory') ? actor.partyId : null
}

/** The organisation whose web-hooks and keys an actor administers: a signatory in person, never a key. */
export function integrationOf(actor: Actor): PartyId | null {
  if (actor.kind !== 'account' || actor.key || !hasRole(actor, 'signatory')) return null
  return changesOf(actor)
}

export const keyScopes = ['read', 'file'] as const
export type KeyScope = (typeof keyScopes)[number]

/** How long a key may be good for, in days. */
export const keyDays = [30, 90, 180, 365] as const

interface RouteFacts {
  feature: string
  operation: string
  method: string
}

const readable = new Set(['evidence', 'filing', 'examination', 'publication', 'registration', 'certificate'])
const ownReadable = new Set(['listChanges', 'listActs'])
const fileable = new Set(['evidence', 'overlap', 'filing'])

/**
 * What a key may call at all, whatever the role of its maker. Signing and answering in the company's name need a person:
 * a key acts as a filer. Accounts, keys, web-hooks and mail are out of every key's reach.
 */
export function keyMay(scopes: readonly KeyScope[], { feature, operation, method }: RouteFacts): boolean {
  const reads = method === 'GET' || method === 'HEAD'
  if (scopes.includes('read') && reads && (readable.has(feature) || ownReadable.has(operation))) return true
  return scopes.includes('file') && fileable.has(feature)
}
