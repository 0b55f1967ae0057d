import { type Actor, hasRole, isStaff } from '../kernel/actor.ts'
import { AppError } from '../kernel/errors.ts'

/** Whoever examines, decides or watches may read every version; companies read the one their case stands under. */
export function mayReadVersions(actor: Actor): boolean {
  return isStaff(actor)
}

/** Simulations show cases of all prefectures. */
export function maySimulate(actor: Actor): boolean {
  return hasRole(actor, 'administrator', 'auditor')
}

/** The administrator who adds and decides versions: its account. Throws `kernel.forbidden`. */
export function ruleKeeper(actor: Actor): string {
  if (actor.kind !== 'account' || !hasRole(actor, 'administrator')) throw new AppError('kernel.forbidden')
  return actor.accountId
}
