import type { Row } from '../kernel/machine.ts'

const measure = '贵州省数据知识产权登记管理办法（试行）'
const house = '平台办事规程'

export const entryStatuses = ['active', 'suspended', 'expired', 'cancelled', 'revoked'] as const
export type EntryStatus = (typeof entryStatuses)[number]

export const entryCommands = ['suspend', 'resume', 'cancel', 'revoke', 'change', 'rectify', 'expire'] as const
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
  { from: 'active', command: 'expire', to: 'expired', by: 'system', guard: 'term_over', article: measure },
  { from: 'suspended', command: 'resume', to: 'active', by: 'granted_affair', article: measure },
  // While it stands still, only the authority moves it: its holder can neither change nor give it up.
  { from: 'suspended', command: 'revoke', to: 'revoked', by: 'granted_affair', article: measure },
  { from: 'suspended', command: 'expire', to: 'expired', by: 'system', guard: 'term_over', article: measure },
]

export const affairKinds = [
  'suspension',
  'resumption',
  'cancellation',
  'revocation',
  'change',
  'rectification',
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
}

export const affairStatuses = [
  'draft',
  'filed',
  'grant_proposed',
  'refusal_proposed',
  'granted',
  'refused',
  'withdrawn',
  'lapsed',
] as const
export type AffairStatus = (typeof affairStatuses)[number]

export const affairCommands = [
  'attach',
  'submit',
  'propose_grant',
  'propose_refusal',
  'send_back',
  'confirm',
  'withdraw',
  'lapse',
] as const
export type AffairCommand = (typeof affairCommands)[number]

/** Who a row is for; `policy.ts` says what each word means. */
export type AffairBy = 'beginner' | 'examiner' | 'second_person' | 'system'
export type AffairGuard =
  | 'holder_ready'
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
  { from: 'draft', command: 'submit', to: 'filed', by: 'beginner', guard: 'holder_ready', article: measure },
  // What the authority begins is its examiner's proposal already.
  { from: 'draft', command: 'submit', to: 'grant_proposed', by: 'beginner', guard: 'authority_ready', article: house },
  withdraw('draft'),
  lapse('draft'),
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
}

export const affairKindNames: Record<AffairKind, Names> = {
  suspension: { zh: '中止（冻结）', en: 'Suspension' },
  resumption: { zh: '恢复（解除冻结）', en: 'Resumption' },
  cancellation: { zh: '注销', en: 'Cancellation' },
  revocation: { zh: '撤销', en: 'Revocation' },
  change: { zh: '变更', en: 'Change' },
  rectification: { zh: '更正', en: 'Rectification' },
}

export const affairStatusNames: Record<AffairStatus, Names> = {
  draft: { zh: '草稿', en: 'Draft' },
  filed: { zh: '待审查', en: 'Filed' },
  grant_proposed: { zh: '拟准予待复核', en: 'Grant proposed' },
  refusal_proposed: { zh: '拟不予准许待复核', en: 'Refusal proposed' },
  granted: { zh: '已办结', en: 'Granted' },
  refused: { zh: '不予准许', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  lapsed: { zh: '因登记终止而终结', en: 'Lapsed' },
}

export const affairCommandNames: Record<AffairCommand, Names> = {
  attach: { zh: '上传材料', en: 'Attach' },
  submit: { zh: '提交', en: 'Submit' },
  propose_grant: { zh: '拟准予', en: 'Propose to grant' },
  propose_refusal: { zh: '拟不予准许', en: 'Propose to refuse' },
  send_back: { zh: '退回', en: 'Send back' },
  confirm: { zh: '复核通过', en: 'Confirm' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  lapse: { zh: '终结', en: 'Lapse' },
}
