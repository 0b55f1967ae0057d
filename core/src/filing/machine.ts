import type { Row } from '../kernel/machine.ts'

export const caseStatuses = [
  'draft',
  'awaiting_signature',
  'submitted',
  'under_review',
  'correction_required',
  'acceptance_proposed',
  'refusal_proposed',
  'public_notice',
  'objection_pending',
  'registered',
  'refused',
  'withdrawn',
  'deemed_withdrawn',
] as const
export type CaseStatus = (typeof caseStatuses)[number]

export const commands = [
  'save',
  'request_signature',
  'return_to_filer',
  'submit',
  'claim',
  'unclaim',
  'require_correction',
  'respond',
  'propose_acceptance',
  'propose_refusal',
  'send_back',
  'release',
  'lodge_objection',
  'answer_objection',
  'dismiss_objection',
  'uphold_objection',
  'serve_objection',
  'lapse_answer',
  'offer_mediation',
  'mediate_objection',
  'end_mediation',
  'settle_objection',
  'withdraw_objection',
  'register',
  'withdraw',
  'lapse',
  'recompute_deadline',
  'pause_clock',
  'resume_clock',
  'extend_lease',
  'hand_over',
  'return_unattended',
  'retract_proposal',
  'deem_accepted',
  'ask_expert',
  'recall_expert',
  'end_expert',
  'resume_after_expert',
] as const
export type Command = (typeof commands)[number]

/** Who a row is for; `policy.ts` says what each word means for an actor and a case. */
export type By =
  | 'own_filer'
  | 'own_signatory'
  | 'examiner'
  | 'assigned_examiner'
  /** The assigned examiner, whatever interest has come to light since. */
  | 'holder'
  | 'second_person'
  | 'anyone'
  | 'system'

export type Guard =
  | 'no_errors'
  | 'items_answered'
  | 'others_open'
  | 'last_open'
  | 'heard'
  | 'notice_open'
  | 'notice_over'
  | 'correction_overdue'
  | 'clock_running'
  | 'clock_paused'
  | 'lease_over'
  | 'acceptance_overdue'

const measure = '贵州省数据知识产权登记管理办法（试行）'
const house = '平台办事规程'

type CaseRow = Row<CaseStatus, Command, By, Guard>

/** The life of a case on one screen. Filing, examination, publication and certificate all move it by these rows only. */
export const procedure: readonly CaseRow[] = [
  { from: 'draft', command: 'save', to: 'draft', by: 'own_filer', article: house },
  {
    from: 'draft',
    command: 'request_signature',
    to: 'awaiting_signature',
    by: 'own_filer',
    guard: 'no_errors',
    article: house,
  },
  { from: 'draft', command: 'submit', to: 'submitted', by: 'own_signatory', guard: 'no_errors', article: measure },
  { from: 'draft', command: 'withdraw', to: 'withdrawn', by: 'own_filer', article: house },
  { from: 'awaiting_signature', command: 'return_to_filer', to: 'draft', by: 'own_signatory', article: house },
  {
    from: 'awaiting_signature',
    command: 'submit',
    to: 'submitted',
    by: 'own_signatory',
    guard: 'no_errors',
    article: measure,
  },
  { from: 'awaiting_signature', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: house },
  { from: 'submitted', command: 'claim', to: 'under_review', by: 'examiner', article: house },
  { from: 'submitted', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  { from: 'under_review', command: 'unclaim', to: 'submitted', by: 'holder', article: house },
  {
    from: 'under_review',
    command: 'require_correction',
    to: 'correction_required',
    by: 'assigned_examiner',
    article: measure,
  },
  {
    from: 'under_review',
    command: 'propose_acceptance',
    to: 'acceptance_proposed',
    by: 'assigned_examiner',
    article: measure,
  },
  {
    from: 'under_review',
    command: 'propose_refusal',
    to: 'refusal_proposed',
    by: 'assigned_examiner',
    article: measure,
  },
  { from: 'under_review', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  { from: 'correction_required', command: 'save', to: 'correction_required', by: 'own_filer', article: house },
  {
    from: 'correction_required',
    command: 'respond',
    to: 'under_review',
    by: 'own_signatory',
    guard: 'items_answered',
    article: measure,
  },
  { from: 'correction_required', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  {
    from: 'correction_required',
    command: 'lapse',
    to: 'deemed_withdrawn',
    by: 'system',
    guard: 'correction_overdue',
    article: measure,
  },
  { from: 'acceptance_proposed', command: 'send_back', to: 'under_review', by: 'second_person', article: house },
  { from: 'acceptance_proposed', command: 'release', to: 'public_notice', by: 'second_person', article: measure },
  { from: 'acceptance_proposed', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  { from: 'refusal_proposed', command: 'send_back', to: 'under_review', by: 'second_person', article: house },
  { from: 'refusal_proposed', command: 'release', to: 'refused', by: 'second_person', article: measure },
  { from: 'refusal_proposed', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  {
    from: 'public_notice',
    command: 'lodge_objection',
    to: 'objection_pending',
    by: 'anyone',
    guard: 'notice_open',
    article: measure,
  },
  {
    from: 'public_notice',
    command: 'register',
    to: 'registered',
    by: 'system',
    guard: 'notice_over',
    article: measure,
  },
  { from: 'public_notice', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  {
    from: 'objection_pending',
    command: 'lodge_objection',
    to: 'objection_pending',
    by: 'anyone',
    guard: 'notice_open',
    article: measure,
  },
  {
    from: 'objection_pending',
    command: 'answer_objection',
    to: 'objection_pending',
    by: 'own_signatory',
    article: measure,
  },
  {
    from: 'objection_pending',
    command: 'dismiss_objection',
    to: 'objection_pending',
    by: 'examiner',
    guard: 'others_open',
    article: measure,
  },
  {
    from: 'objection_pending',
    command: 'dismiss_objection',
    to: 'public_notice',
    by: 'examiner',
    guard: 'last_open',
    article: measure,
  },
  {
    from: 'objection_pending',
    command: 'uphold_objection',
    to: 'refused',
    by: 'examiner',
    guard: 'heard',
    article: measure,
  },
  // Of one objection: served on the applicant, an answer that did not come, a mediation, and what ends it without a decision.
  ...(['serve_objection', 'lapse_answer', 'offer_mediation', 'mediate_objection', 'end_mediation'] as const).map(
    (command): CaseRow => ({
      from: 'objection_pending',
      command,
      to: 'objection_pending',
      by: 'system',
      article: house,
    }),
  ),
  ...(['settle_objection', 'withdraw_objection'] as const).flatMap((command): CaseRow[] => {
    const row = { from: 'objection_pending', command, by: 'system', article: house } as const
    return [
      { ...row, to: 'objection_pending', guard: 'others_open' },
      { ...row, to: 'public_notice', guard: 'last_open' },
    ]
  }),
  { from: 'objection_pending', command: 'withdraw', to: 'withdrawn', by: 'own_signatory', article: measure },
  // A case does not stick with an examiner who does not get on with it.
  { from: 'under_review', command: 'extend_lease', to: 'under_review', by: 'assigned_examiner', article: house },
  { from: 'under_review', command: 'hand_over', to: 'under_review', by: 'holder', article: house },
  {
    from: 'under_review',
    command: 'return_unattended',
    to: 'submitted',
    by: 'system',
    guard: 'lease_over',
    article: house,
  },
  // Until the second person has decided, whoever proposed may think better of it.
  {
    from: 'acceptance_proposed',
    command: 'retract_proposal',
    to: 'under_review',
    by: 'assigned_examiner',
    article: house,
  },
  {
    from: 'refusal_proposed',
    command: 'retract_proposal',
    to: 'under_review',
    by: 'assigned_examiner',
    article: house,
  },
  {
    from: 'under_review',
    command: 'pause_clock',
    to: 'under_review',
    by: 'assigned_examiner',
    guard: 'clock_running',
    article: house,
  },
  {
    from: 'under_review',
    command: 'resume_clock',
    to: 'under_review',
    by: 'assigned_examiner',
    guard: 'clock_paused',
    article: house,
  },
  // Nobody told the applicant of a defect in time: the application counts as accepted from the day it was received.
  {
    from: 'submitted',
    command: 'deem_accepted',
    to: 'submitted',
    by: 'system',
    guard: 'acceptance_overdue',
    article: house,
  },
  // An expert is asked by a link; the clock stands still for them where the rule pack says so.
  { from: 'under_review', command: 'ask_expert', to: 'under_review', by: 'assigned_examiner', article: house },
  { from: 'under_review', command: 'recall_expert', to: 'under_review', by: 'holder', article: house },
  { from: 'under_review', command: 'end_expert', to: 'under_review', by: 'system', article: house },
  {
    from: 'under_review',
    command: 'resume_after_expert',
    to: 'under_review',
    by: 'system',
    guard: 'clock_paused',
    article: house,
  },
  // A changed calendar moves the last day of what is open.
  { from: 'submitted', command: 'recompute_deadline', to: 'submitted', by: 'system', article: house },
  { from: 'under_review', command: 'recompute_deadline', to: 'under_review', by: 'system', article: house },
  {
    from: 'correction_required',
    command: 'recompute_deadline',
    to: 'correction_required',
    by: 'system',
    article: house,
  },
  {
    from: 'acceptance_proposed',
    command: 'recompute_deadline',
    to: 'acceptance_proposed',
    by: 'system',
    article: house,
  },
  { from: 'refusal_proposed', command: 'recompute_deadline', to: 'refusal_proposed', by: 'system', article: house },
  { from: 'public_notice', command: 'recompute_deadline', to: 'public_notice', by: 'system', article: house },
  { from: 'objection_pending', command: 'recompute_deadline', to: 'objection_pending', by: 'system', article: house },
]

export const statusNames: Record<CaseStatus, { zh: string; en: string }> = {
  draft: { zh: '草稿', en: 'Draft' },
  awaiting_signature: { zh: '待签署', en: 'Awaiting signature' },
  submitted: { zh: '待审查', en: 'Submitted' },
  under_review: { zh: '审查中', en: 'Under review' },
  correction_required: { zh: '待补正', en: 'Correction required' },
  acceptance_proposed: { zh: '拟通过待复核', en: 'Acceptance proposed' },
  refusal_proposed: { zh: '拟不予登记待复核', en: 'Refusal proposed' },
  public_notice: { zh: '公示中', en: 'Public notice' },
  objection_pending: { zh: '异议处理中', en: 'Objection pending' },
  registered: { zh: '已登记', en: 'Registered' },
  refused: { zh: '不予登记', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  deemed_withdrawn: { zh: '视为撤回', en: 'Deemed withdrawn' },
}

export const commandNames: Record<Command, { zh: string; en: string }> = {
  save: { zh: '保存', en: 'Save' },
  request_signature: { zh: '提请签署', en: 'Request signature' },
  return_to_filer: { zh: '退回经办人', en: 'Return to filer' },
  submit: { zh: '签署并提交', en: 'Sign and submit' },
  claim: { zh: '领取', en: 'Claim' },
  unclaim: { zh: '退回队列', en: 'Return to queue' },
  require_correction: { zh: '通知补正', en: 'Require correction' },
  respond: { zh: '提交补正', en: 'Submit correction' },
  propose_acceptance: { zh: '拟予登记', en: 'Propose acceptance' },
  propose_refusal: { zh: '拟不予登记', en: 'Propose refusal' },
  send_back: { zh: '退回审查', en: 'Send back' },
  release: { zh: '复核通过', en: 'Release' },
  lodge_objection: { zh: '提出异议', en: 'Lodge objection' },
  answer_objection: { zh: '答复异议', en: 'Answer objection' },
  dismiss_objection: { zh: '异议不成立', en: 'Dismiss objection' },
  uphold_objection: { zh: '异议成立', en: 'Uphold objection' },
  serve_objection: { zh: '异议送达申请人', en: 'Serve objection' },
  lapse_answer: { zh: '逾期未答复异议', en: 'Answer lapsed' },
  offer_mediation: { zh: '提出调解', en: 'Offer mediation' },
  mediate_objection: { zh: '开始调解', en: 'Begin mediation' },
  end_mediation: { zh: '调解未达成协议', en: 'Mediation failed' },
  settle_objection: { zh: '调解达成协议', en: 'Settle objection' },
  withdraw_objection: { zh: '撤回异议', en: 'Withdraw objection' },
  register: { zh: '登记发证', en: 'Register' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  lapse: { zh: '逾期视为撤回', en: 'Lapse' },
  recompute_deadline: { zh: '重算期限', en: 'Recompute deadline' },
  pause_clock: { zh: '中止计算期限', en: 'Pause the clock' },
  resume_clock: { zh: '恢复计算期限', en: 'Resume the clock' },
  extend_lease: { zh: '延长承办期', en: 'Extend lease' },
  hand_over: { zh: '移交承办', en: 'Hand over' },
  return_unattended: { zh: '逾期未办退回队列', en: 'Return unattended' },
  retract_proposal: { zh: '撤回拟办意见', en: 'Retract proposal' },
  ask_expert: { zh: '征询专家意见', en: 'Ask an expert' },
  recall_expert: { zh: '撤回专家征询', en: 'Recall the request to an expert' },
  end_expert: { zh: '专家征询办结', en: 'Request to an expert ended' },
  resume_after_expert: { zh: '专家征询办结，恢复计算期限', en: 'Clock runs on after the expert' },
  deem_accepted: { zh: '逾期未告知，视为受理', en: 'Deem accepted' },
}
