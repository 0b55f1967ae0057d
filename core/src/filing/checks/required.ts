import type { AttachmentCondition } from '../../kernel/rule-pack.ts'
import type { CaseDraft, FormField } from '../schema.ts'
import { type Check, found } from './check.ts'

/** A table may be filled in or attached. */
const ATTACHED_INSTEAD: Partial<Record<string, string>> = { elements: 'elements', sampleRows: 'sample' }

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

/** Every field the pack requires is there. */
export const requiredFields: Check = (form, { pack, attachments }) =>
  pack.requiredFields
    .filter(({ field }) => isEmpty(form[field as FormField]))
    .filter(({ field }) => !attachments.some(({ kind }) => kind === ATTACHED_INSTEAD[field]))
    .map(({ field, label, help, source, severity }) => ({
      code: 'required' as const,
      field,
      severity,
      message: `“${label}”还没有填写。`,
      rule: `${pack.rules.required?.text ?? ''}（${source}）`,
      clause: source,
      remedy: help,
    }))

const COMMITMENTS = [
  ['commitTruth', '申请内容真实'],
  ['commitSource', '数据来源合法'],
  ['commitNoDispute', '没有权属争议'],
  ['commitSecurity', '数据安全'],
] as const

/** All four commitments are given. */
export const commitments: Check = (form, { pack }) =>
  COMMITMENTS.filter(([field]) => form[field] !== true).map(([field, what]) =>
    found(pack, 'commitments', {
      code: 'commitment_missing',
      field,
      message: `还没有对“${what}”作出承诺。`,
      remedy: '请核实后勾选；不能承诺的，请先解决问题再申请。',
    }),
  )

const applies: Record<AttachmentCondition, (form: CaseDraft) => boolean> = {
  always: () => true,
  agent: (form) => !isEmpty(form.agentName) || !isEmpty(form.agentUscc),
  joint_or_commissioned: (form) => form.ownership === 'joint' || form.ownership === 'commissioned',
  personal_information: (form) => form.personalInfo === 'anonymised' || form.personalInfo === 'involved',
  public_data: (form) => form.sourceTypes?.includes('public') === true,
  optional: () => false,
}

/** Each attachment that the answers call for is there; an agent's power of attorney is one of them. */
export const requiredAttachments: Check = (form, { pack, attachments }) =>
  pack.requiredAttachments
    .filter(({ code, when }) => applies[when](form) && !attachments.some(({ kind }) => kind === code))
    .map(({ code, name, source }) => ({
      code: 'attachment_missing' as const,
      field: `attachments.${code}`,
      severity: 'error' as const,
      message: `缺少附件：${name}。`,
      rule: `${pack.rules.attachments?.text ?? ''}（${source}）`,
      clause: source,
      remedy: `请在“附件”一步上传“${name}”，PDF、图片、Word 或 Excel 均可。`,
    }))
