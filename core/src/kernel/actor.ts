import type { AccountId, PartyId } from './ids.ts'

/** Roles of the platform. Filer and signatory act for a company; the rest are staff of an authority. */
export const roles = ['filer', 'signatory', 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Staff must sign in with a second factor. */
export const staffRoles: readonly Role[] = ['examiner', 'reviewer', 'officer', 'auditor', 'administrator']

/** Who stands behind an account: one person with two accounts or two organisations is still one person. */
export interface Person {
  /** Accounts of the same person, this one among them. */
  accounts: readonly string[]
  /** Organisations of those accounts, those the person is the contact of, and those of a declared interest. */
  parties: readonly string[]
  /** Their unified social credit codes, with or without an account here. */
  usccs: readonly string[]
  /** Cases the person examines independently now: what others think of them must not be seen. */
  blindTo: readonly string[]
}

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
      /** Acts through an API key of the organisation; the account is then the key's maker. */
      key?: { id: string; name: string }
      /** Known of staff; without it only the account itself is known. */
      person?: Person
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

/** Is the account the actor's own, or another one of the same person? */
export function isSamePerson(actor: Actor, accountId: string | null): boolean {
  if (actor.kind !== 'account' || accountId === null) return false
  return actor.accountId === accountId || actor.person?.accounts.includes(accountId) === true
}

/** Organisations that a case is about: its applicant, agent and co-holders. */
export interface Organisations {
  partyId: string
  form?: { agentUscc?: string | undefined; coHolders?: readonly { uscc?: string | undefined }[] | undefined }
}

/** Does the person behind the actor belong to, or have an interest in, an organisation of the case? */
export function isInterested(actor: Actor, { partyId, form }: Organisations): boolean {
  if (actor.kind !== 'account') return false
  const { person } = actor
  if (actor.partyId === partyId || person?.parties.includes(partyId)) return true
  const others = [form?.agentUscc, ...(form?.coHolders ?? []).map(({ uscc }) => uscc)]
  return others.some((uscc) => uscc !== undefined && person?.usccs.includes(uscc))
}

/** Which rows a list may show: a store turns it into SQL. `nothing` is the default of every policy. */
export type Scope =
  | { kind: 'everything'; except?: readonly string[] }
  | { kind: 'region'; regionCode: string }
  | { kind: 'party'; partyId: PartyId }
  | { kind: 'nothing' }
