import type { AccountId, PartyId } from './ids.ts'

/** Roles of the platform. Filer and signatory act for a company; the rest are staff of an authority. */
export const roles = ['filer', 'signatory', 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Staff must sign in with a second factor. */
export const staffRoles: readonly Role[] = ['examiner', 'reviewer', 'officer', 'auditor', 'administrator']

/** Whoever acts: a signed-in account, the system itself (deadlines), or the public. */
export type Actor =
  | {
      kind: 'account'
      accountId: AccountId
      partyId: PartyId | null
      partyApproved: boolean
      /** GB/T 2260 prefecture code an officer is confined to, null for province-wide staff. */
      regionCode: string | null
      name: string
      roles: readonly Role[]
    }
  | { kind: 'system' }
  | { kind: 'public' }

export type AccountActor = Extract<Actor, { kind: 'account' }>

export const system: Actor = { kind: 'system' }
export const publicActor: Actor = { kind: 'public' }

export function hasRole(actor: Actor, ...wanted: readonly Role[]): boolean {
  return actor.kind === 'account' && wanted.some((role) => actor.roles.includes(role))
}

export function isStaff(actor: Actor): boolean {
  return hasRole(actor, ...staffRoles)
}

/** Which rows a list may show: a store turns it into SQL. `nothing` is the default of every policy. */
export type Scope =
  | { kind: 'everything' }
  | { kind: 'region'; regionCode: string }
  | { kind: 'party'; partyId: PartyId }
  | { kind: 'nothing' }
