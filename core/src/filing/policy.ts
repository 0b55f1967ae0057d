import {
  type Actor,
  actsFor,
  type CaseScope,
  type DelegatedAction,
  delegatedScope,
  errandCovers,
  hasRole,
  isInterested,
  isSamePerson,
  isStaff,
  type Organisations,
} from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { type Holds, type Row, rowFor } from '../kernel/machine.ts'
import { type By, type CaseStatus, type Command, commands, type Guard, procedure, statusNames } from './machine.ts'

/** What the policy needs to know of a case. */
export interface CaseFacts extends Organisations {
  id?: string
  status: CaseStatus
  prefectureCode: string
  examinerId: string | null
}

type ProcedureRow = Row<CaseStatus, Command, By, Guard>

/** Is the case of the actor's organisation? */
export function isOwn(actor: Actor, c: CaseFacts): boolean {
  return actor.kind === 'account' && actor.partyId === c.partyId && actor.partyApproved
}

function isHolder(actor: Actor, c: CaseFacts): boolean {
  return actor.kind === 'account' && hasRole(actor, 'examiner') && actor.accountId === c.examinerId
}

/** What must be delegated for a row to be taken in another's name; what has no word here is never delegated. */
function delegatedBy({ from, command }: Pick<ProcedureRow, 'from' | 'command'>): DelegatedAction | null {
  if (command === 'save') return from === 'draft' ? 'draft' : 'answer_correction'
  if (command === 'request_signature') return 'draft'
  if (command === 'submit' || command === 'withdraw' || command === 'answer_objection') return command
  return command === 'respond' ? 'answer_correction' : null
}

/** The organisation's own people, or those it had act for it in this. */
function isOf(actor: Actor, c: CaseFacts, row: ProcedureRow): boolean {
  const delegated = delegatedBy(row)
  return isOwn(actor, c) || (delegated !== null && actsFor(actor, delegated, { partyId: c.partyId, caseId: c.id }))
}

const allows: Record<By, (actor: Actor, c: CaseFacts, row: ProcedureRow) => boolean> = {
  own_filer: (actor, c, row) => isOf(actor, c, row) && hasRole(actor, 'filer', 'signatory'),
  own_signatory: (actor, c, row) => isOf(actor, c, row) && hasRole(actor, 'signatory'),
  examiner: (actor, c) => hasRole(actor, 'examiner') && !isInterested(actor, c),
  assigned_examiner: (actor, c) => isHolder(actor, c) && !isInterested(actor, c),
  holder: isHolder,
  second_person: (actor, c) =>
    hasRole(actor, 'reviewer') && !isSamePerson(actor, c.examinerId) && !isInterested(actor, c),
  anyone: (actor) => actor.kind !== 'system',
  system: (actor) => actor.kind === 'system',
}

/** Who examines a case independently must not see what others made of it until they have said what they think. */
const isBlindTo = (actor: Actor, { id }: CaseFacts): boolean =>
  actor.kind === 'account' && id !== undefined && actor.person?.blindTo.includes(id) === true

/** May the actor see the case at all? Drafts are seen by their owner only. */
export function maySee(actor: Actor, c: CaseFacts): boolean {
  if (isBlindTo(actor, c)) return false
  if (isOwn(actor, c) || actsFor(actor, 'see', { partyId: c.partyId, caseId: c.id })) return true
  if (c.status === 'draft' || c.status === 'awaiting_signature') return false
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return true
  return actor.kind === 'account' && hasRole(actor, 'officer') && actor.regionCode === c.prefectureCode
}

/** May the actor confirm and dismiss findings of the case: who examines it, while it is examined. */
export function mayJudge(actor: Actor, c: CaseFacts): boolean {
  return c.status === 'under_review' && isHolder(actor, c) && !isInterested(actor, c)
}

/** May the actor write the application: the applicant's people, and whom it had draft it or answer corrections. */
export function mayWrite(actor: Actor, c: CaseFacts): boolean {
  const delegated = (['draft', 'answer_correction'] as const).some((action) =>
    actsFor(actor, action, { partyId: c.partyId, caseId: c.id }),
  )
  return isOwn(actor, c) || delegated
}

/** Whose application an actor may begin: the own organisation's, or that of one which delegated drafting for all its cases. */
export function applicantOf(actor: Actor): string | null {
  if (actor.kind !== 'account') return null
  if (!actor.delegation) return actor.partyId
  const { principalId: partyId } = actor.delegation
  const may = (['draft', 'deposit_read'] as const).every((action) =>
    actsFor(actor, action, { partyId, caseId: undefined }),
  )
  return may ? partyId : null
}

/** May the actor read the case's letters? Who sees the case, but of delegates only those who receive letters. */
export function mayReadLetters(actor: Actor, c: CaseFacts): boolean {
  return errandCovers(actor, 'receive_letters', { partyId: c.partyId, caseId: c.id }) && maySee(actor, c)
}

/** Which cases a list shows. Staff scopes leave drafts out in the store. */
export function caseScope(actor: Actor): CaseScope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (actor.delegation) return delegatedScope(actor, 'see')
  const { blindTo = [] } = actor.person ?? {}
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator'))
    return blindTo.length > 0 ? { kind: 'everything', except: blindTo } : { kind: 'everything' }
  if (hasRole(actor, 'officer') && actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
  if (actor.partyId && actor.partyApproved && !isStaff(actor)) return { kind: 'party', partyId: actor.partyId }
  return { kind: 'nothing' }
}

/** The commands an actor may give now: exactly those `decide` accepts with the same guards. */
export function offered(actor: Actor, c: CaseFacts, holds: Holds<Guard>): Command[] {
  return commands.filter((command) => {
    const row = rowFor(procedure, c.status, command, holds)
    return row !== undefined && allows[row.by](actor, c, row)
  })
}

const guardFaults: Partial<Record<Guard, () => AppError>> = {
  items_answered: () => new AppError('filing.answers_missing', { count: 1 }),
  notice_open: () => new AppError('publication.notice_over'),
  heard: () => new AppError('publication.not_heard'),
  lease_over: () => new AppError('examination.lease_running'),
  notice_over: () => new AppError('registration.not_clear'),
}

/**
 * Decides a command: the row to take, or why not. What the actor may not see is `kernel.not_found`; what the state does
 * not offer is `filing.command_not_offered`; what the person may not do is `kernel.forbidden`.
 */
export function decide(c: CaseFacts, command: Command, actor: Actor, holds: Holds<Guard>): ProcedureRow {
  const rows = procedure.filter((row) => row.from === c.status && row.command === command)
  const [first] = rows
  if (!first) throw new AppError('filing.command_not_offered', { status: statusNames[c.status].zh })
  if (!rows.some((row) => allows[row.by](actor, c, row))) {
    if (isStaff(actor) && isInterested(actor, c)) throw new AppError('examination.conflict_of_interest')
    if (first.by === 'second_person' && hasRole(actor, 'reviewer')) throw new AppError('examination.same_person')
    if ((first.by === 'assigned_examiner' || first.by === 'holder') && hasRole(actor, 'examiner'))
      throw new AppError('examination.not_assigned')
    throw new AppError('kernel.forbidden')
  }
  const row = rowFor(procedure, c.status, command, holds)
  if (row) return row
  const fault = first.guard && guardFaults[first.guard]
  throw fault ? fault() : new AppError('filing.command_not_offered', { status: statusNames[c.status].zh })
}
