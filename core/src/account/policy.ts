import { type Actor, type DelegatedAction, hasRole, isStaff } from '../kernel/actor.ts'

/** Pages and acts of the workplace that do not depend on one record; the web shows its navigation from these words. */
export const abilityNames = [
  'deposit.create',
  'deposit.list',
  'case.create',
  'case.list',
  'batch.list',
  'queue.examine',
  'queue.review',
  'queue.read',
  'cohort.list',
  'party.decide',
  'party.list',
  'member.manage',
  'objection.list',
  'registration.list',
  'decision.list',
  'event.list',
  'rule_pack.read',
  'clock.simulate',
  'prefecture.read',
  'rule.performance',
  'act.list',
  'integration.manage',
  'delegation.list',
  'agency.list',
  'coaching.list',
  'coaching.open',
  'expert.list',
  'expert.manage',
] as const
export type Ability = (typeof abilityNames)[number]

const coachingStaff = ['coach', 'officer', 'examiner', 'auditor', 'administrator'] as const
/** A coach advises and sees no file that is examined. */
const readers = ['examiner', 'reviewer', 'officer', 'auditor', 'administrator'] as const

export function abilities(actor: Actor): Ability[] {
  if (actor.kind !== 'account') return []
  const company = actor.partyId !== null && actor.partyApproved && !isStaff(actor)
  const { delegation } = actor
  // For another organisation: what the delegation names, and the way back to the own work.
  if (delegation) {
    const may = (action: DelegatedAction) => delegation.ended === null && delegation.actions.includes(action)
    const theirs: Partial<Record<Ability, boolean>> = {
      'deposit.create': may('deposit') && delegation.cases === null,
      'deposit.list': may('deposit_read'),
      'batch.list': may('batch') && delegation.cases === null,
      'objection.list': may('answer_objection'),
      'registration.list': may('affair'),
      'case.create': may('draft') && may('deposit_read') && delegation.cases === null,
      'case.list': delegation.ended === null,
      'act.list': delegation.ended === null,
      'agency.list': true,
    }
    return abilityNames.filter((name) => theirs[name] === true)
  }
  const allowed: Record<Ability, boolean> = {
    'deposit.create': company && hasRole(actor, 'filer', 'signatory'),
    'deposit.list': company || hasRole(actor, 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'),
    'case.create': company && hasRole(actor, 'filer', 'signatory'),
    'case.list': company,
    'batch.list': company && hasRole(actor, 'filer', 'signatory'),
    'queue.examine': hasRole(actor, 'examiner'),
    'queue.review': hasRole(actor, 'reviewer'),
    'queue.read': hasRole(actor, ...readers),
    'cohort.list': hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator'),
    'party.decide': hasRole(actor, 'officer', 'administrator'),
    'party.list': hasRole(actor, ...readers),
    'member.manage': company && hasRole(actor, 'signatory'),
    'objection.list': company || hasRole(actor, 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'),
    'registration.list': company || hasRole(actor, 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'),
    'decision.list': hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator'),
    'event.list': hasRole(actor, 'auditor', 'administrator'),
    'rule_pack.read': true,
    'clock.simulate': hasRole(actor, 'administrator'),
    'prefecture.read': hasRole(actor, 'officer', 'auditor', 'administrator'),
    'rule.performance': hasRole(actor, 'examiner', 'administrator'),
    'act.list': company && hasRole(actor, 'filer', 'signatory'),
    'coaching.list': (company && hasRole(actor, 'filer', 'signatory')) || hasRole(actor, ...coachingStaff),
    'coaching.open':
      (company && hasRole(actor, 'filer', 'signatory')) || hasRole(actor, 'coach', 'officer', 'examiner'),
    'expert.list': hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator'),
    'expert.manage': hasRole(actor, 'administrator'),
    'integration.manage': company && hasRole(actor, 'signatory') && !actor.key,
    'delegation.list': (company && !actor.key) || hasRole(actor, 'coach', 'auditor', 'administrator'),
    'agency.list': (company && !actor.key) || hasRole(actor, 'coach'),
  }
  return abilityNames.filter((name) => allowed[name])
}
