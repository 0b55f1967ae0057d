import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import type { Attachment, Form } from '../api.ts'

export type AttachmentKind = Attachment['kind']

const applies: Record<string, (form: Form) => boolean> = {
  always: () => true,
  agent: (form) => Boolean(form.agentName || form.agentUscc),
  joint_or_commissioned: (form) => form.ownership === 'joint' || form.ownership === 'commissioned',
  personal_information: (form) => form.personalInfo === 'anonymised' || form.personalInfo === 'involved',
  public_data: (form) => form.sourceTypes?.includes('public') === true,
}

/** What the answers call for, for the order of the page only; whether something is missing is the check's word. */
export function isAskedFor(pack: RulePack, kind: AttachmentKind, form: Form): boolean {
  const rule = attachmentRule(pack, kind)
  return rule !== undefined && applies[rule.when]?.(form) === true
}

/** Every kind a company uploads, in the order of the rule pack; the deposit's own proof comes from the log. */
export const uploadKinds = [
  'source_proof',
  'power_of_attorney',
  'joint_agreement',
  'pi_assessment',
  'public_data',
  'elements',
  'sample',
  'algorithm',
  'commitment',
  'compliance_opinion',
  'identity',
  'other',
] as const satisfies readonly AttachmentKind[]

/** What the rule pack says of a kind of attachment. */
export function attachmentRule(pack: RulePack, kind: AttachmentKind) {
  return pack.requiredAttachments.find(({ code }) => code === kind)
}
