import type { Row } from '../kernel/machine.ts'

const measure = '贵州省数据知识产权登记管理办法（试行）'
const house = '平台办事规程'
const code = '《中华人民共和国民法典》物权编、《中华人民共和国民事诉讼法》'

export const entryStatuses = ['active', 'suspended', 'expired', 'cancelled', 'revoked'] as const
export type EntryStatus = (typeof entryStatuses)[number]

export const entryCommands = [
  'suspend',
  'resume',
  'cancel',
  'revoke',
  'change',
  'rectify',
  'expire',
  'renew',
  'transfer',
  'divide',
  'merge',
  'freeze',
  'unfreeze',
  'record',
  'discharge',
] as const
export type EntryCommand = (typeof entryCommands)[number]

/** A register entry is moved by an affair that two people have granted, or by its last day. */
export type EntryBy = 'granted_affair' | 'system'
export type EntryGuard = 'term_over'

/** The life of a registration. */
export const entryProcedure: readonly Row<EntryStatus, EntryCommand, EntryBy, EntryGuard>[] = [
  { from: 'active', command: 'suspend', to: 'suspended', by: 'granted_affair', article: measure },
  { from: 'active', command: 'change', to: 'active', by: 'granted_affair', article: measure },
  { from: 'active', command: 'rectify', to: 'active', by: 'granted_affair', article: house },
  { from: 'active', command: 'cancel', to: 'cancelled', by: 'granted_affair', article: measure },
  { from: 'active', command: 'revoke', to: 'revoked', by: 'granted_affair', article: measure },
  { from: 'active', command: 'renew', to: 'active', by: 'granted_affair', article: measure },
  { from: 'active', command: 'transfer', to: 'active', by: 'granted_affair', article: measure },
  // Divided or merged, the right goes on in the registrations that are opened for it; this one is closed.
  { from: 'active', command: 'divide', to: 'cancelled', by: 'granted_affair', article: house },
  { from: 'active', command: 'merge', to: 'cancelled', by: 'granted_affair', article: house },
  { from: 'active', command: 'freeze', to: 'active', by: 'granted_affair', article: code },
  { from: 'active', command: 'unfreeze', to: 'active', by: 'granted_affair', article: code },
  { from: 'active', command: 'record', to: 'active', by: 'granted_affair', article: code },
  { from: 'active', command: 'discharge', to: 'active', by: 'granted_affair', article: code },
  { from: 'active', command: 'expire', to: 'expired', by: 'system', guard: 'term_over', article: measure },
  { from: 'suspended', command: 'resume', to: 'active', by: 'granted_affair', article: measure },
  // While it stands still, only the authority moves it: its holder can neither change nor give it up.
  { from: 'suspended', command: 'revoke', to: 'revoked', by: 'granted_affair', article: measure },
  // An order of a court is carried out, and a burden taken off, whatever stands still.
  { from: 'suspended', command: 'freeze', to: 'suspended', by: 'granted_affair', article: code },
  { from: 'suspended', command: 'unfreeze', to: 'suspended', by: 'granted_affair', article: code },
  { from: 'suspended', command: 'discharge', to: 'suspended', by: 'granted_affair', article: code },
  { from: 'suspended', command: 'expire', to: 'expired', by: 'system', guard: 'term_over', article: measure },
]

export const affairKinds = [
  'suspension',
  'resumption',
  'cancellation',
  'revocation',
  'change',
  'rectification',
  'renewal',
  'transfer',
  'division',
  'merger',
  'freeze',
  'unfreeze',
  'recordal',
  'discharge',
] as const
export type AffairKind = (typeof affairKinds)[number]

/** What each kind does to the entry when it is granted, and who begins it: the holder's signatory or an examiner. */
export const affairRules: Record<AffairKind, { command: EntryCommand; begunBy: 'holder' | 'authority' }> = {
  suspension: { command: 'suspend', begunBy: 'authority' },
  resumption: { command: 'resume', begunBy: 'authority' },
  revocation: { command: 'revoke', begunBy: 'authority' },
  cancellation: { command: 'cancel', begunBy: 'holder' },
  change: { command: 'change', begunBy: 'holder' },
  rectification: { command: 'rectify', begunBy: 'holder' },
  renewal: { command: 'renew', begunBy: 'holder' },
  transfer: { command: 'transfer', begunBy: 'holder' },
  division: { command: 'divide', begunBy: 'holder' },
  merger: { command: 'merge', begunBy: 'holder' },
  freeze: { command: 'freeze', begunBy: 'authority' },
  unfreeze: { command: 'unfreeze', begunBy: 'authority' },
  recordal: { command: 'record', begunBy: 'holder' },
  discharge: { command: 'discharge', begunBy: 'holder' },
}

/** The kinds that a party begins. */
export const holderKinds = affairKinds.filter((kind) => affairRules[kind].begunBy === 'holder')

export const affairStatuses = [
  'draft',
  'awaiting_signatures',
  'filed',
  'grant_proposed',
  'refusal_proposed',
  'granted',
  'refused',
  'withdrawn',
  'lapsed',
  'declined',
] as const
export type AffairStatus = (typeof affairStatuses)[number]

/** Under way before those who decide. */
export const waitingStatuses: readonly AffairStatus[] = ['filed', 'grant_proposed', 'refusal_proposed']
/** Not over yet: one of a kind at a time. */
export const openStatuses: readonly AffairStatus[] = ['draft', 'awaiting_signatures', ...waitingStatuses]

export const affairCommands = [
  'attach',
  'submit',
  'sign',
  'decline',
  'propose_grant',
  'propose_refusal',
  'send_back',
  'confirm',
  'withdraw',
  'lapse',
] as const
export type AffairCommand = (typeof affairCommands)[number]

/** Who a row is for; `policy.ts` says what each word means. */
export type AffairBy = 'beginner' | 'asked_party' | 'examiner' | 'second_person' | 'system'
export type AffairGuard =
  | 'holder_ready'
  | 'signatures_asked'
  | 'signatures_missing'
  | 'last_signature'
  | 'authority_ready'
  | 'by_holder'
  | 'by_authority'
  | 'entry_allows'
  | 'entry_ended'

type AffairRow = Row<AffairStatus, AffairCommand, AffairBy, AffairGuard>
const lapse = (from: AffairStatus): AffairRow => ({
  ...{ from, command: 'lapse', to: 'lapsed', by: 'system', guard: 'entry_ended', article: house },
})
const withdraw = (from: AffairStatus): AffairRow => ({
  ...{ from, command: 'withdraw', to: 'withdrawn', by: 'beginner', article: house },
})

/** The life of an affair: begun by the holder or the authority, proposed by an examiner, decided by a second person. */
export const affairProcedure: readonly AffairRow[] = [
  { from: 'draft', command: 'attach', to: 'draft', by: 'beginner', article: house },
  // The other side, co-owners and pledgees sign before the registry sees it.
  {
    ...{ from: 'draft', command: 'submit', to: 'awaiting_signatures', by: 'beginner' },
    ...{ guard: 'signatures_asked', article: measure },
  },
  { from: 'draft', command: 'submit', to: 'filed', by: 'beginner', guard: 'holder_ready', article: measure },
  // What the authority begins is its examiner's proposal already.
  { from: 'draft', command: 'submit', to: 'grant_proposed', by: 'beginner', guard: 'authority_ready', article: house },
  withdraw('draft'),
  lapse('draft'),
  {
    ...{ from: 'awaiting_signatures', command: 'sign', to: 'awaiting_signatures', by: 'asked_party' },
    ...{ guard: 'signatures_missing', article: measure },
  },
  {
    ...{ from: 'awaiting_signatures', command: 'sign', to: 'filed', by: 'asked_party' },
    ...{ guard: 'last_signature', article: measure },
  },
  { from: 'awaiting_signatures', command: 'decline', to: 'declined', by: 'asked_party', article: house },
  withdraw('awaiting_signatures'),
  lapse('awaiting_signatures'),
  { from: 'filed', command: 'propose_grant', to: 'grant_proposed', by: 'examiner', article: house },
  { from: 'filed', command: 'propose_refusal', to: 'refusal_proposed', by: 'examiner', article: house },
  withdraw('filed'),
  lapse('filed'),
  {
    from: 'grant_proposed',
    command: 'confirm',
    to: 'granted',
    by: 'second_person',
    guard: 'entry_allows',
    article: measure,
  },
  {
    from: 'grant_proposed',
    command: 'send_back',
    to: 'filed',
    by: 'second_person',
    guard: 'by_holder',
    article: house,
  },
  {
    from: 'grant_proposed',
    command: 'send_back',
    to: 'draft',
    by: 'second_person',
    guard: 'by_authority',
    article: house,
  },
  withdraw('grant_proposed'),
  lapse('grant_proposed'),
  { from: 'refusal_proposed', command: 'confirm', to: 'refused', by: 'second_person', article: measure },
  { from: 'refusal_proposed', command: 'send_back', to: 'filed', by: 'second_person', article: house },
  withdraw('refusal_proposed'),
  lapse('refusal_proposed'),
]

type Names = { zh: string; en: string }

export const entryStatusNames: Record<EntryStatus, Names> = {
  active: { zh: '有效', en: 'In force' },
  suspended: { zh: '中止', en: 'Suspended' },
  expired: { zh: '届满失效', en: 'Expired' },
  cancelled: { zh: '已注销', en: 'Cancelled' },
  revoked: { zh: '已撤销', en: 'Revoked' },
}

export const entryCommandNames: Record<EntryCommand, Names> = {
  suspend: { zh: '中止', en: 'Suspend' },
  resume: { zh: '恢复', en: 'Resume' },
  cancel: { zh: '注销', en: 'Cancel' },
  revoke: { zh: '撤销', en: 'Revoke' },
  change: { zh: '变更', en: 'Change' },
  rectify: { zh: '更正', en: 'Rectify' },
  expire: { zh: '届满失效', en: 'Expire' },
  renew: { zh: '续期', en: 'Renew' },
  transfer: { zh: '转移', en: 'Transfer' },
  divide: { zh: '分割', en: 'Divide' },
  merge: { zh: '合并', en: 'Merge' },
  freeze: { zh: '冻结处分', en: 'Freeze' },
  unfreeze: { zh: '解除冻结', en: 'Lift the freeze' },
  record: { zh: '登记质押或者许可', en: 'Record a pledge or licence' },
  discharge: { zh: '注销质押或者许可', en: 'Discharge a pledge or licence' },
}

export const affairKindNames: Record<AffairKind, Names> = {
  suspension: { zh: '中止（冻结）', en: 'Suspension' },
  resumption: { zh: '恢复（解除冻结）', en: 'Resumption' },
  cancellation: { zh: '注销', en: 'Cancellation' },
  revocation: { zh: '撤销', en: 'Revocation' },
  change: { zh: '变更', en: 'Change' },
  rectification: { zh: '更正', en: 'Rectification' },
  renewal: { zh: '续期', en: 'Renewal' },
  transfer: { zh: '转移', en: 'Transfer' },
  division: { zh: '分割', en: 'Division' },
  merger: { zh: '合并', en: 'Merger' },
  freeze: { zh: '冻结处分（查封）', en: 'Freeze of disposal' },
  unfreeze: { zh: '解除冻结处分', en: 'Lifting of a freeze' },
  recordal: { zh: '质押、许可备案', en: 'Recordal of a pledge or licence' },
  discharge: { zh: '注销质押、许可备案', en: 'Discharge of a pledge or licence' },
}

export const affairStatusNames: Record<AffairStatus, Names> = {
  draft: { zh: '草稿', en: 'Draft' },
  awaiting_signatures: { zh: '待各方签署', en: 'Awaiting signatures' },
  filed: { zh: '待审查', en: 'Filed' },
  grant_proposed: { zh: '拟准予待复核', en: 'Grant proposed' },
  refusal_proposed: { zh: '拟不予准许待复核', en: 'Refusal proposed' },
  granted: { zh: '已办结', en: 'Granted' },
  refused: { zh: '不予准许', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  lapsed: { zh: '因登记终止或者转移而终结', en: 'Lapsed' },
  declined: { zh: '对方未同意', en: 'Declined' },
}

export const affairCommandNames: Record<AffairCommand, Names> = {
  attach: { zh: '上传材料', en: 'Attach' },
  submit: { zh: '提交', en: 'Submit' },
  sign: { zh: '签署同意', en: 'Sign' },
  decline: { zh: '不同意', en: 'Decline' },
  propose_grant: { zh: '拟准予', en: 'Propose to grant' },
  propose_refusal: { zh: '拟不予准许', en: 'Propose to refuse' },
  send_back: { zh: '退回', en: 'Send back' },
  confirm: { zh: '复核通过', en: 'Confirm' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  lapse: { zh: '终结', en: 'Lapse' },
}
