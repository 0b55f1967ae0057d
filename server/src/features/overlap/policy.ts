import { type Actor, hasRole, isStaff } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'

export interface Applicant {
  accountId: string
  partyId: PartyId
}

/** The person and company that may have the comparison key and ask; throws what is in the way. */
export function applicant(actor: Actor): Applicant {
  if (actor.kind !== 'account' || !actor.partyId || !hasRole(actor, 'filer', 'signatory'))
    throw new AppError('kernel.forbidden')
  if (!actor.partyApproved) throw new AppError('party.not_approved')
  return { accountId: actor.accountId, partyId: actor.partyId }
}

/** Who starts a new epoch: its account. */
export function keyKeeper(actor: Actor): string {
  if (actor.kind !== 'account' || !hasRole(actor, 'administrator')) throw new AppError('kernel.forbidden')
  return actor.accountId
}

interface OtherData {
  partyId: string
  prefectureCode: string
  stage: string
}

/** Whether the actor may know whose the overlapping data are: the own ones, and staff those they may see anyway. */
export function mayKnow(actor: Actor, other: OtherData): boolean {
  if (actor.kind !== 'account') return false
  if (hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')) return true
  if (hasRole(actor, 'officer')) return actor.regionCode === other.prefectureCode
  return actor.partyId === other.partyId
}

/** Whether the actor may know that such data exist: an applicant only of those applied for, not of others' mere deposits. */
export function mayHearOf(actor: Actor, other: OtherData): boolean {
  return isStaff(actor) || mayKnow(actor, other) || other.stage === 'registered' || other.stage === 'pending'
}
