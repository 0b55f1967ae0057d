import {
  type Actor,
  type CaseScope,
  type DelegatedAction,
  delegatedScope,
  hasRole,
  isInterested,
  isSamePerson,
  isStaff,
  type Organisations,
  organisationOf,
} from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { type Holds, type Row, rowFor } from '../kernel/machine.ts'
import {
  type AffairBy,
  type AffairCommand,
  type AffairGuard,
  type AffairKind,
  type AffairStatus,
  affairCommands,
  affairKinds,
  affairProcedure,
  affairRules,
  affairStatusNames,
  type EntryBy,
  type EntryCommand,
  type EntryGuard,
  type EntryStatus,
  entryCommandNames,
  entryProcedure,
  entryStatusNames,
} from './machine.ts'

/** What the policy needs to know of a registration. */
export interface EntryFacts extends Organisations {
  status: EntryStatus
  prefectureCode: string
  /** Parties that hold a share now, as far as they have an account here. */
  holders: readonly string[]
}

export interface AffairFacts {
  kind: AffairKind
  status: AffairStatus
  filedBy: string
  /** The party that began it; null for the authority. */
  partyId: string | null
  proposedBy: string | null
  entry: EntryFacts
  /** Who else must sign, and who has. */
  asked: readonly { partyId: string; signed: boolean }[]
  /** Parties that were told what it does to their licence or pledge. */
  told: readonly string[]
}

/** Is a party of an entry's affair the actor's own, or one that delegated this to them? */
const belongsTo = (actor: Actor, partyId: string | null, { id }: EntryFacts, action: DelegatedAction = 'affair') =>
  partyId !== null && organisationOf(actor, action, id) === partyId

const isOwn = (actor: Actor, entry: EntryFacts): boolean =>
  entry.holders.some((party) => belongsTo(actor, party, entry))

/** Whoever files prepares affairs, and only who signs signs: at home, and at the delegate's home for delegates. */
const handles = (actor: Actor, action: DelegatedAction): boolean =>
  hasRole(actor, 'signatory') || (action === 'affair' && hasRole(actor, 'filer'))

const sees = (actor: Actor, { prefectureCode }: EntryFacts): boolean =>
  hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator') ||
  (actor.kind === 'account' && hasRole(actor, 'officer') && actor.regionCode === prefectureCode)

/** May the actor see the registration in the workplace? The public page is for everybody. */
export function maySeeEntry(actor: Actor, entry: EntryFacts): boolean {
  return isOwn(actor, entry) || sees(actor, entry)
}

/** Which registrations a list shows. */
export function entryScope(actor: Actor): CaseScope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (actor.delegation) return delegatedScope(actor, 'affair')
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  return actor.partyId && actor.partyApproved && !isStaff(actor)
    ? { kind: 'party', partyId: actor.partyId }
    : { kind: 'nothing' }
}

const begunByHolder = (kind: AffairKind): boolean => affairRules[kind].begunBy === 'holder'

/**
 * May the actor read all of it, papers and reasons too? A party's draft is its own; those whose signature it needs see it
 * from then on, and so do co-holders, the authority once all have signed. What a holder of old has asked for is no business
 * of whoever bought the right. What the authority prepares is no news for the holder before it is decided.
 */
export function mayReadAffair(actor: Actor, { kind, status, entry, partyId, asked }: AffairFacts): boolean {
  if (!begunByHolder(kind)) return sees(actor, entry) || (status === 'granted' && isOwn(actor, entry))
  if (belongsTo(actor, partyId, entry)) return true
  if (status === 'draft') return false
  if (asked.some((one) => belongsTo(actor, one.partyId, entry))) return true
  if (partyId !== null && entry.holders.includes(partyId) && isOwn(actor, entry)) return true
  return status !== 'awaiting_signatures' && sees(actor, entry)
}

/** May the actor know of it? Whoever was told what it does to their licence or pledge sees that much. */
export function maySeeAffair(actor: Actor, affair: AffairFacts): boolean {
  return mayReadAffair(actor, affair) || affair.told.some((party) => belongsTo(actor, party, affair.entry))
}

/** May the actor say that a letter of an affair was served? Whoever handles it, or its prefecture, without an interest in it. */
export const mayServeLetter = (actor: Actor, affair: AffairFacts): boolean =>
  hasRole(actor, 'examiner', 'reviewer', 'officer') &&
  mayReadAffair(actor, affair) &&
  !isInterested(actor, affair.entry)

const begins = (actor: Actor, kind: AffairKind, entry: EntryFacts): boolean =>
  begunByHolder(kind)
    ? isOwn(actor, entry) && handles(actor, 'affair')
    : hasRole(actor, 'examiner') && !isInterested(actor, entry)

/** The kinds an actor may begin now: those whose command the entry's status takes, and of which none is open. */
export function offeredKinds(actor: Actor, entry: EntryFacts, open: readonly AffairKind[]): AffairKind[] {
  return affairKinds.filter(
    (kind) =>
      !open.includes(kind) &&
      begins(actor, kind, entry) &&
      rowFor(entryProcedure, entry.status, affairRules[kind].command, () => false) !== undefined,
  )
}

/** Decides whether an affair may begin; what may not be seen is `kernel.not_found`. */
export function requireBegin(actor: Actor, entry: EntryFacts, kind: AffairKind, open: readonly AffairKind[]): void {
  if (!maySeeEntry(actor, entry)) throw new AppError('kernel.not_found')
  if (offeredKinds(actor, entry, open).includes(kind)) return
  if (!begins(actor, kind, entry)) {
    if (isStaff(actor) && isInterested(actor, entry)) throw new AppError('examination.conflict_of_interest')
    throw new AppError('kernel.forbidden')
  }
  if (open.includes(kind)) throw new AppError('registration.affair_open')
  decideEntry(entry.status, affairRules[kind].command, () => false)
}

/** The row a command takes from an entry's status, or `registration.entry_not_offered`. */
export function decideEntry(
  status: EntryStatus,
  command: EntryCommand,
  holds: Holds<EntryGuard>,
): Row<EntryStatus, EntryCommand, EntryBy, EntryGuard> {
  const row = rowFor(entryProcedure, status, command, holds)
  if (row) return row
  throw new AppError('registration.entry_not_offered', {
    status: entryStatusNames[status].zh,
    command: entryCommandNames[command].zh,
  })
}

type AffairRow = Row<AffairStatus, AffairCommand, AffairBy, AffairGuard>

/** What must be delegated for a party's row: to prepare is one thing, to sign, and to take back what was signed, another. */
const delegatedBy = ({ from, command }: AffairRow): DelegatedAction =>
  from === 'draft' && command !== 'submit' ? 'affair' : 'affair_sign'

const allows: Record<AffairBy, (actor: Actor, affair: AffairFacts, row: AffairRow) => boolean> = {
  beginner: (actor, { kind, filedBy, partyId, entry }, row) =>
    begunByHolder(kind)
      ? belongsTo(actor, partyId, entry, delegatedBy(row)) && handles(actor, delegatedBy(row))
      : begins(actor, kind, entry) && isSamePerson(actor, filedBy),
  asked_party: (actor, { asked, entry }, row) =>
    handles(actor, delegatedBy(row)) &&
    asked.some((one) => !one.signed && belongsTo(actor, one.partyId, entry, delegatedBy(row))),
  examiner: (actor, { entry }) => hasRole(actor, 'examiner') && !isInterested(actor, entry),
  second_person: (actor, { proposedBy, entry }) =>
    hasRole(actor, 'reviewer') && !isSamePerson(actor, proposedBy) && !isInterested(actor, entry),
  system: (actor) => actor.kind === 'system',
}

/** Guards that follow from the affair itself, beside those its caller has looked up; `clear`: no burden stands against it. */
export function affairHolds(
  { kind, entry, asked }: AffairFacts,
  {
    documentsThere,
    entryEnded = false,
    clear = true,
  }: { documentsThere: boolean; entryEnded?: boolean; clear?: boolean },
): Holds<AffairGuard> {
  const byHolder = begunByHolder(kind)
  const missing = asked.filter(({ signed }) => !signed).length
  const ready = byHolder && documentsThere && clear
  const held: Record<AffairGuard, boolean> = {
    by_holder: byHolder,
    by_authority: !byHolder,
    holder_ready: ready && missing === 0,
    signatures_asked: ready && missing > 0,
    signatures_missing: missing > 1,
    last_signature: missing === 1,
    authority_ready: !byHolder && documentsThere && clear,
    entry_allows: clear && rowFor(entryProcedure, entry.status, affairRules[kind].command, () => false) !== undefined,
    entry_ended: entryEnded,
  }
  return (guard) => held[guard]
}

/** The commands an actor may give now: exactly those `decideAffair` accepts with the same guards. */
export function offeredForAffair(actor: Actor, affair: AffairFacts, holds: Holds<AffairGuard>): AffairCommand[] {
  return affairCommands.filter((command) => {
    const row = rowFor(affairProcedure, affair.status, command, holds)
    return row !== undefined && allows[row.by](actor, affair, row)
  })
}

/** Decides a command on an affair: the row to take, or why not. */
export function decideAffair(
  affair: AffairFacts,
  command: AffairCommand,
  actor: Actor,
  holds: Holds<AffairGuard>,
): AffairRow {
  if (actor.kind !== 'system' && !maySeeAffair(actor, affair)) throw new AppError('kernel.not_found')
  const rows = affairProcedure.filter((row) => row.from === affair.status && row.command === command)
  const notOffered = () =>
    new AppError('registration.affair_not_offered', { status: affairStatusNames[affair.status].zh })
  const [first] = rows
  if (!first) throw notOffered()
  if (!allows[first.by](actor, affair, first)) {
    if (isStaff(actor) && isInterested(actor, affair.entry)) throw new AppError('examination.conflict_of_interest')
    if (first.by === 'second_person' && hasRole(actor, 'reviewer')) throw new AppError('examination.same_person')
    throw new AppError('kernel.forbidden')
  }
  const row = rowFor(affairProcedure, affair.status, command, holds)
  if (row) return row
  if (command === 'submit') throw new AppError('registration.documents_missing')
  if (command === 'confirm') decideEntry(affair.entry.status, affairRules[affair.kind].command, () => false)
  throw notOffered()
}
