import type { AccountId, PartyId } from './ids.ts'

/** Roles of the platform. Filer and signatory act for a company; the rest are staff of an authority. */
export const roles = [
  'filer',
  'signatory',
  'coach',
  'examiner',
  'reviewer',
  'officer',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/** Staff must sign in with a second factor. */
export const staffRoles: readonly Role[] = ['coach', 'examiner', 'reviewer', 'officer', 'auditor', 'administrator']

/** Who stands behind an account: one person with two accounts or two organisations is still one person. */
export interface Person {
  /** Accounts of the same person, this one among them. */
  accounts: readonly string[]
  /** Organisations of those accounts, those the person is the contact of, and those of a declared interest. */
  parties: readonly string[]
  /** Their unified social credit codes, with or without an account here. */
  usccs: readonly string[]
  /** Cases that came out of a coaching case in which the person coached. */
  coached: readonly string[]
  /** Cases the person examines independently now: what others think of them must not be seen. */
  blindTo: readonly string[]
}

/** What an organisation can have done for it by another one, on a delegation. Seeing the delegated cases goes with each of them. */
export const delegatedActions = [
  'draft',
  'deposit_read',
  'deposit',
  'batch',
  'answer_correction',
  'withdraw',
  'answer_objection',
  'affair',
  'affair_sign',
  'submit',
  'receive_letters',
] as const
export type DelegatedAction = (typeof delegatedActions)[number]

/** The delegation that an account acts on: for whom, in whose name, what, in which cases. */
export interface Delegation {
  id: string
  number: string
  principalId: PartyId
  principalName: string
  /** Null where it is to one coach of an authority. */
  delegateId: PartyId | null
  delegateName: string
  actions: readonly DelegatedAction[]
  /** Null: all cases of the principal, those to come among them. */
  cases: readonly string[] | null
  /** Why it is in force no longer; then nothing can be done on it. */
  ended: 'revoked' | 'expired' | null
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
      /** Acts for another organisation. `partyId` is then null: what no policy allows expressly is out of reach. */
      delegation?: Delegation
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
  /** Of the case, where there is one already. */
  id?: string
  partyId: string
  form?: { agentUscc?: string | undefined; coHolders?: readonly { uscc?: string | undefined }[] | undefined }
}

/** Does the person behind the actor belong to, or have an interest in, an organisation of the case, or did they coach it? */
export function isInterested(actor: Actor, { id, partyId, form }: Organisations): boolean {
  if (actor.kind !== 'account') return false
  const { person } = actor
  if (id !== undefined && person?.coached.includes(id)) return true
  if (actor.partyId === partyId || person?.parties.includes(partyId)) return true
  const others = [form?.agentUscc, ...(form?.coHolders ?? []).map(({ uscc }) => uscc)]
  return others.some((uscc) => uscc !== undefined && person?.usccs.includes(uscc))
}

/** Does the actor's delegation, in force, let them do one thing for an organisation, in one case where there is one? */
export function actsFor(
  actor: Actor,
  action: DelegatedAction | 'see',
  { partyId, caseId }: { partyId: string; caseId: string | undefined },
): boolean {
  if (actor.kind !== 'account' || !actor.delegation) return false
  const { principalId, actions, cases, ended } = actor.delegation
  if (ended !== null || principalId !== partyId) return false
  if (cases !== null && (caseId === undefined || !cases.includes(caseId))) return false
  return action === 'see' ? actions.length > 0 : actions.includes(action)
}

/**
 * The organisation whose business an actor may do in one thing: the own one, or the one that delegated it. Without a case: in what belongs
 * to none yet, which takes a delegation for all cases. The one question that whatever can be delegated asks.
 */
export function organisationOf(actor: Actor, action: DelegatedAction | 'see', caseId?: string): PartyId | null {
  if (actor.kind !== 'account') return null
  if (!actor.delegation) return actor.partyApproved && !isStaff(actor) ? actor.partyId : null
  const { principalId: partyId } = actor.delegation
  return actsFor(actor, action, { partyId, caseId }) ? partyId : null
}

/** On a delegation only what was delegated is open; whoever acts for themselves is not held back here. */
export function errandCovers(
  actor: Actor,
  action: DelegatedAction,
  of: { partyId: string; caseId: string | undefined },
): boolean {
  return actor.kind !== 'account' || !actor.delegation || actsFor(actor, action, of)
}

/** The cases within reach of the actor's delegation; nothing without one, or once it ended. */
export function delegatedScope(actor: Actor, action: DelegatedAction | 'see'): CaseScope {
  if (actor.kind !== 'account' || !actor.delegation) return { kind: 'nothing' }
  const { principalId, actions, cases, ended } = actor.delegation
  const may = action === 'see' ? actions.length > 0 : actions.includes(action)
  return ended === null && may ? { kind: 'delegated', partyId: principalId, cases } : { kind: 'nothing' }
}

/** Which rows a list may show: a store turns it into SQL. `nothing` is the default of every policy. */
export type Scope =
  | { kind: 'everything'; except?: readonly string[] }
  | { kind: 'region'; regionCode: string }
  | { kind: 'party'; partyId: PartyId }
  | { kind: 'nothing' }

/** The same for cases and what belongs to them: another organisation's as well, all or those that a delegation names. */
export type CaseScope = Scope | { kind: 'delegated'; partyId: PartyId; cases: readonly string[] | null }
