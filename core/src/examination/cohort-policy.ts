import { type Actor, hasRole, isInterested, isSamePerson, type Organisations } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { type Holds, type Row, rowFor } from '../kernel/machine.ts'
import {
  type CohortBy,
  type CohortCommand,
  type CohortGuard,
  type CohortStatus,
  cohortCommands,
  cohortProcedure,
  cohortStatusNames,
} from './cohort-machine.ts'

/** What the policy needs to know of a cohort. All its cases are of the same organisations: that is part of what makes them alike. */
export interface CohortFacts extends Organisations {
  status: CohortStatus
  prefectureCode: string
  /** Who began it, examines exemplar and sample, and proposes. */
  examinerId: string
  /** The first of two reviewers, where two are needed. */
  approverId: string | null
  /** Its cases. */
  caseIds: readonly string[]
}

/** Staff who may see every one of its cases. Whoever examines one of them independently must not see what others make of it. */
export function maySeeCohort(actor: Actor, c: CohortFacts): boolean {
  if (actor.kind !== 'account') return false
  const blindTo = actor.person?.blindTo ?? []
  return (
    hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator') && !c.caseIds.some((id) => blindTo.includes(id))
  )
}

/** An interest in the organisations of the cases, or a case that the person coached. */
const isConcerned = (actor: Actor, c: CohortFacts): boolean =>
  isInterested(actor, c) ||
  (actor.kind === 'account' && c.caseIds.some((id) => actor.person?.coached.includes(id) === true))

const isSecond = (actor: Actor, c: CohortFacts): boolean =>
  hasRole(actor, 'reviewer') && !isSamePerson(actor, c.examinerId) && !isConcerned(actor, c)

const allows: Record<CohortBy, (actor: Actor, c: CohortFacts) => boolean> = {
  holder: (actor, c) =>
    actor.kind === 'account' &&
    hasRole(actor, 'examiner') &&
    actor.accountId === c.examinerId &&
    !isConcerned(actor, c),
  second_person: isSecond,
  third_person: (actor, c) => isSecond(actor, c) && !isSamePerson(actor, c.approverId),
  system: (actor) => actor.kind === 'system',
}

/** May the actor begin a cohort of an organisation's cases? */
export const mayBeginCohort = (actor: Actor, of: Organisations): boolean =>
  hasRole(actor, 'examiner') && !isInterested(actor, of)

/** The commands an actor may give now: exactly those `decideCohort` accepts with the same guards. */
export function offeredForCohort(actor: Actor, c: CohortFacts, holds: Holds<CohortGuard>): CohortCommand[] {
  return cohortCommands.filter((command) => {
    const row = rowFor(cohortProcedure, c.status, command, holds)
    return row !== undefined && allows[row.by](actor, c)
  })
}

/**
 * Decides a command on a cohort. Throws `filing.command_not_offered`, `examination.conflict_of_interest`, `examination.same_person`,
 * `examination.not_assigned` or `kernel.forbidden`.
 */
export function decideCohort(
  c: CohortFacts,
  command: CohortCommand,
  actor: Actor,
  holds: Holds<CohortGuard>,
): Row<CohortStatus, CohortCommand, CohortBy, CohortGuard> {
  const row = rowFor(cohortProcedure, c.status, command, holds)
  if (!row) throw new AppError('filing.command_not_offered', { status: cohortStatusNames[c.status].zh })
  if (allows[row.by](actor, c)) return row
  if (hasRole(actor, 'examiner', 'reviewer') && isConcerned(actor, c))
    throw new AppError('examination.conflict_of_interest')
  if (row.by === 'holder' && hasRole(actor, 'examiner')) throw new AppError('examination.not_assigned')
  if (row.by !== 'holder' && hasRole(actor, 'reviewer')) throw new AppError('examination.same_person')
  throw new AppError('kernel.forbidden')
}
