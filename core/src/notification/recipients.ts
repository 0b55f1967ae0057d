import type { Role } from '../kernel/actor.ts'
import type { MessageName } from './words.ts'

/** Who is told of a step of the procedure: the company's people by role, the case's examiner or who was it before, all reviewers. */
export type Told = 'company' | 'signatories' | 'filers' | 'examiner' | 'former_examiner' | 'reviewers'

export const companyRoles: Record<Exclude<Told, 'examiner' | 'former_examiner' | 'reviewers'>, readonly Role[]> = {
  company: ['filer', 'signatory'],
  signatories: ['signatory'],
  filers: ['filer'],
}

interface Step {
  command: string
  to?: string
  tell: readonly (readonly [Told, MessageName])[]
}

const both = (name: MessageName): Step['tell'] => [
  ['company', name],
  ['examiner', name],
]

/**
 * What is told of each command. What opens a notice or enters the register is told by its own event, which knows the
 * numbers; what examiners propose to each other is not told to the company.
 */
export const steps: readonly Step[] = [
  { command: 'request_signature', tell: [['signatories', 'signature_requested']] },
  { command: 'return_to_filer', tell: [['filers', 'returned_to_filer']] },
  { command: 'submit', tell: [['company', 'submitted']] },
  { command: 'claim', tell: [['company', 'claimed']] },
  { command: 'deem_accepted', tell: [['company', 'deemed_accepted']] },
  { command: 'require_correction', tell: [['company', 'correction_required']] },
  { command: 'respond', tell: [['examiner', 'responded']] },
  { command: 'propose_acceptance', tell: [['reviewers', 'proposed']] },
  { command: 'propose_refusal', tell: [['reviewers', 'proposed']] },
  { command: 'send_back', tell: [['examiner', 'sent_back']] },
  { command: 'release', to: 'refused', tell: [['company', 'refused']] },
  { command: 'lodge_objection', tell: [['company', 'objection_lodged']] },
  { command: 'answer_objection', tell: [['examiner', 'objection_answered']] },
  { command: 'dismiss_objection', tell: [['company', 'objection_dismissed']] },
  { command: 'uphold_objection', tell: [['company', 'objection_upheld']] },
  { command: 'lapse_answer', tell: [['examiner', 'answer_lapsed']] },
  { command: 'offer_mediation', tell: [['company', 'mediation_offered']] },
  { command: 'mediate_objection', tell: both('mediation_begun') },
  { command: 'end_mediation', tell: both('mediation_failed') },
  { command: 'settle_objection', tell: both('objection_settled') },
  { command: 'withdraw_objection', tell: both('objection_withdrawn') },
  { command: 'pause_clock', tell: [['company', 'clock_paused']] },
  { command: 'resume_clock', tell: [['company', 'clock_resumed']] },
  { command: 'resume_after_expert', tell: [['company', 'clock_resumed']] },
  { command: 'end_expert', tell: [['examiner', 'expert_ended']] },
  { command: 'hand_over', tell: [['examiner', 'handed_over']] },
  { command: 'return_unattended', tell: [['former_examiner', 'returned_unattended']] },
  {
    command: 'recompute_deadline',
    tell: [
      ['company', 'deadline_moved'],
      ['examiner', 'deadline_moved'],
    ],
  },
  {
    command: 'withdraw',
    tell: [
      ['company', 'withdrawn'],
      ['examiner', 'withdrawn'],
    ],
  },
  {
    command: 'lapse',
    tell: [
      ['company', 'lapsed'],
      ['examiner', 'lapsed'],
    ],
  },
]

/** What is told of a command that led to a state. */
export function toldOf(command: string, to: string): Step['tell'] {
  return steps.find((step) => step.command === command && (step.to === undefined || step.to === to))?.tell ?? []
}
