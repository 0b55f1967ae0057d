import type { Row } from '../kernel/machine.ts'

const house = '平台办事规程'

export const delegationStatuses = ['offered', 'accepted', 'declined', 'revoked'] as const
export type DelegationStatus = (typeof delegationStatuses)[number]

export const delegationCommands = ['accept', 'decline', 'revoke'] as const
export type DelegationCommand = (typeof delegationCommands)[number]

/** The principal's signatory, the delegate (its signatory, or the person named), or either of them. */
export type DelegationBy = 'delegate' | 'principal' | 'either'

/** The life of a delegation. Its days need no row: they are looked at whenever it is used. */
export const delegationProcedure: readonly Row<DelegationStatus, DelegationCommand, DelegationBy, 'not_over'>[] = [
  { from: 'offered', command: 'accept', to: 'accepted', by: 'delegate', guard: 'not_over', article: house },
  { from: 'offered', command: 'decline', to: 'declined', by: 'delegate', article: house },
  { from: 'offered', command: 'revoke', to: 'revoked', by: 'principal', article: house },
  { from: 'accepted', command: 'revoke', to: 'revoked', by: 'either', guard: 'not_over', article: house },
]

/** What a delegation is today: its status, and where its days stand. */
export const delegationStates = ['offered', 'waiting', 'in_force', 'declined', 'revoked', 'expired'] as const
export type DelegationState = (typeof delegationStates)[number]

export const delegationStateNames: Record<DelegationState, { zh: string; en: string }> = {
  offered: { zh: '待受托方接受', en: 'Awaiting acceptance' },
  waiting: { zh: '未到起始日', en: 'Not yet begun' },
  in_force: { zh: '有效', en: 'In force' },
  declined: { zh: '受托方谢绝', en: 'Declined' },
  revoked: { zh: '已撤销', en: 'Revoked' },
  expired: { zh: '已到期', en: 'Expired' },
}

export const delegateKinds = ['agent', 'coach'] as const
export type DelegateKind = (typeof delegateKinds)[number]
