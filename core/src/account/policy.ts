import { type Actor, hasRole, isStaff } from '../kernel/actor.ts'

/** Pages and acts of the workplace that do not depend on one record; the web shows its navigation from these words. */
export const abilityNames = [
  'deposit.create',
  'deposit.list',
  'case.create',
  'case.list',
  'queue.examine',
  'queue.review',
  'queue.read',
  'party.decide',
  'party.list',
  'member.manage',
  'objection.list',
  'event.list',
  'rule_pack.read',
  'clock.simulate',
  'prefecture.read',
  'rule.performance',
  'act.list',
  'integration.manage',
] as const
export type Ability = (typeof abilityNames)[number]

export function abilities(actor: Actor): Ability[] {
  if (actor.kind !== 'account') return []
  const company = actor.partyId !== null && actor.partyApproved && !isStaff(actor)
  const allowed: Record<Ability, boolean> = {
    'deposit.create': company && hasRole(actor, 'filer', 'signatory'),
    'deposit.list': company || hasRole(actor, 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'),
    'case.create': company && hasRole(actor, 'filer', 'signatory'),
    'case.list': company,
    'queue.examine': hasRole(actor, 'examiner'),
    'queue.review': hasRole(actor, 'reviewer'),
    'queue.read': isStaff(actor),
    'party.decide': hasRole(actor, 'officer', 'administrator'),
    'party.list': isStaff(actor),
    'member.manage': company && hasRole(actor, 'signatory'),
    'objection.list': company || hasRole(actor, 'examiner', 'reviewer', 'officer', 'auditor', 'administrator'),
    'event.list': hasRole(actor, 'auditor', 'administrator'),
    'rule_pack.read': true,
    'clock.simulate': hasRole(actor, 'administrator'),
    'prefecture.read': hasRole(actor, 'officer', 'auditor', 'administrator'),
    'rule.performance': hasRole(actor, 'examiner', 'administrator'),
    'act.list': company && hasRole(actor, 'filer', 'signatory'),
    'integration.manage': company && hasRole(actor, 'signatory') && !actor.key,
  }
  return abilityNames.filter((name) => allowed[name])
}
