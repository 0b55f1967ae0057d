import { type Actor, hasRole, isStaff, type Scope } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'
import { rowFor } from '../kernel/machine.ts'
import {
  type CoachingBy,
  type CoachingCommand,
  type CoachingStatus,
  coachingCommands,
  coachingProcedure,
  coachingStatusNames,
} from './machine.ts'

export interface CoachingFacts {
  partyId: string
  prefectureCode: string
  status: CoachingStatus
}

/** Roles that coach companies of their place; an examiner without a place coaches everywhere. */
export const coachRoles = ['coach', 'officer', 'examiner'] as const

/** Which coaching cases, slots and appointments an actor is shown: staff those of their place, a company its own. */
export function coachingScope(actor: Actor): Scope {
  if (actor.kind !== 'account') return { kind: 'nothing' }
  if (isStaff(actor)) {
    if (hasRole(actor, 'auditor', 'administrator')) return { kind: 'everything' }
    if (!hasRole(actor, ...coachRoles)) return { kind: 'nothing' }
    if (actor.regionCode) return { kind: 'region', regionCode: actor.regionCode }
    return hasRole(actor, 'examiner') ? { kind: 'everything' } : { kind: 'nothing' }
  }
  if (actor.partyId && actor.partyApproved && hasRole(actor, 'filer', 'signatory'))
    return { kind: 'party', partyId: actor.partyId }
  return { kind: 'nothing' }
}

export function maySeeCoaching(actor: Actor, c: Omit<CoachingFacts, 'status'>): boolean {
  const scope = coachingScope(actor)
  if (scope.kind === 'everything') return true
  if (scope.kind === 'region') return scope.regionCode === c.prefectureCode
  return scope.kind === 'party' && scope.partyId === c.partyId
}

/** Coaches companies of a place: neither looks on only, nor sits elsewhere. */
export function mayCoach(actor: Actor, prefectureCode: string): boolean {
  if (!hasRole(actor, ...coachRoles)) return false
  const scope = coachingScope(actor)
  return scope.kind === 'everything' || (scope.kind === 'region' && scope.regionCode === prefectureCode)
}

const allows: Record<CoachingBy, (actor: Actor, c: CoachingFacts) => boolean> = {
  coach: (actor, c) => mayCoach(actor, c.prefectureCode),
  company: (actor, c) => coachingScope(actor).kind === 'party' && maySeeCoaching(actor, c),
  either: (actor, c) => allows.coach(actor, c) || allows.company(actor, c),
}

/** The commands an actor may give now: exactly those `decideCoaching` accepts. */
export function offeredForCoaching(actor: Actor, c: CoachingFacts): CoachingCommand[] {
  return coachingCommands.filter((command) => {
    const row = rowFor(coachingProcedure, c.status, command, () => true)
    return row !== undefined && allows[row.by](actor, c)
  })
}

/** The state a command leads to. Throws `kernel.not_found` for what is not seen, then what the state or the person does not allow. */
export function decideCoaching(actor: Actor, c: CoachingFacts, command: CoachingCommand): CoachingStatus {
  if (!maySeeCoaching(actor, c)) throw new AppError('kernel.not_found')
  const row = rowFor(coachingProcedure, c.status, command, () => true)
  if (!row) throw new AppError('coaching.command_not_offered', { status: coachingStatusNames[c.status].zh })
  if (!allows[row.by](actor, c)) throw new AppError('kernel.forbidden')
  return row.to
}
