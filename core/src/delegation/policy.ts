import { type Actor, type DelegatedAction, type Delegation, hasRole, isStaff } from '../kernel/actor.ts'
import { addDays, type IsoDate } from '../kernel/dates.ts'
import { AppError, type FieldFault } from '../kernel/errors.ts'
import type { PartyId } from '../kernel/ids.ts'
import { rowFor } from '../kernel/machine.ts'
import type { RulePack } from '../kernel/rule-pack.ts'
import {
  type DelegationBy,
  type DelegationCommand,
  type DelegationState,
  type DelegationStatus,
  delegationCommands,
  delegationProcedure,
} from './machine.ts'

/** What the policy needs to know of a delegation. */
export interface DelegationFacts {
  status: DelegationStatus
  principalId: string
  /** Null where the delegate is one coach of an authority. */
  delegateId: string | null
  /** The one person it is for; null: everybody of the delegate. */
  delegateAccount: string | null
  from: IsoDate
  until: IsoDate
}

export function stateOf({ status, from, until }: DelegationFacts, today: IsoDate): DelegationState {
  if (status === 'declined' || status === 'revoked') return status
  if (today > until) return 'expired'
  if (status === 'offered') return 'offered'
  return today < from ? 'waiting' : 'in_force'
}

/** The organisation that a signatory may delegate for: their own, in person. */
export function principalOf(actor: Actor): PartyId | null {
  if (actor.kind !== 'account' || actor.key || actor.delegation || isStaff(actor)) return null
  return actor.partyApproved && hasRole(actor, 'signatory') ? actor.partyId : null
}

/** The organisation an actor is at home in, whomever they act for now. */
export function homeOf(actor: Actor): PartyId | null {
  if (actor.kind !== 'account' || isStaff(actor)) return null
  if (actor.delegation) return actor.delegation.delegateId
  return actor.partyApproved ? actor.partyId : null
}

function isDelegate(actor: Actor, { delegateId, delegateAccount }: DelegationFacts): boolean {
  if (actor.kind !== 'account' || actor.key) return false
  return delegateId === null ? actor.accountId === delegateAccount : homeOf(actor) === delegateId
}

/** Both organisations' people (of the delegate's, where a person is named, that person and its signatories), and those who audit. */
export function maySeeDelegation(actor: Actor, d: DelegationFacts): boolean {
  if (actor.kind !== 'account' || actor.key) return false
  if (hasRole(actor, 'auditor', 'administrator')) return true
  if (homeOf(actor) === d.principalId) return true
  if (!isDelegate(actor, d)) return false
  return d.delegateAccount === null || d.delegateAccount === actor.accountId || hasRole(actor, 'signatory')
}

const isPrincipal = (actor: Actor, d: DelegationFacts) => principalOf(actor) === d.principalId
const speaksForDelegate = (actor: Actor, d: DelegationFacts) =>
  actor.kind === 'account' &&
  isDelegate(actor, d) &&
  (hasRole(actor, 'signatory') || d.delegateAccount === actor.accountId)

const allows: Record<DelegationBy, (actor: Actor, d: DelegationFacts) => boolean> = {
  principal: isPrincipal,
  delegate: speaksForDelegate,
  either: (actor, d) => isPrincipal(actor, d) || speaksForDelegate(actor, d),
}

const rowOf = (d: DelegationFacts, command: DelegationCommand, today: IsoDate) =>
  rowFor(delegationProcedure, d.status, command, () => today <= d.until)

/** Exactly what `decideDelegation` accepts. */
export function offeredForDelegation(actor: Actor, d: DelegationFacts, today: IsoDate): DelegationCommand[] {
  return delegationCommands.filter((command) => {
    const row = rowOf(d, command, today)
    return row !== undefined && allows[row.by](actor, d)
  })
}

/** The status a command leads to. Throws `kernel.not_found`, `kernel.forbidden` or `delegation.command_not_offered`. */
export function decideDelegation(
  actor: Actor,
  d: DelegationFacts,
  command: DelegationCommand,
  today: IsoDate,
): DelegationStatus {
  if (!maySeeDelegation(actor, d)) throw new AppError('kernel.not_found')
  const row = rowOf(d, command, today)
  if (!row) throw new AppError('delegation.command_not_offered')
  if (!allows[row.by](actor, d)) throw new AppError('kernel.forbidden')
  return row.to
}

/** Of no use without another one: who makes deposits sees them, who signs has prepared. */
const takes: Partial<Record<DelegatedAction, readonly DelegatedAction[]>> = {
  deposit: ['deposit_read'],
  batch: ['deposit_read'],
  affair_sign: ['affair'],
}
/** About what belongs to no case yet. */
const needsAllCases: readonly DelegatedAction[] = ['deposit', 'batch']

/** What a grant says that the rules of the pack do not allow, field by field. Throws `delegation.no_rules` where it has none. */
export function faultsOfGrant(
  pack: RulePack,
  {
    actions,
    caseIds,
    from,
    until,
  }: { actions: readonly DelegatedAction[]; caseIds: readonly string[] | null; from: IsoDate; until: IsoDate },
  today: IsoDate,
): FieldFault[] {
  const rules = pack.delegation
  if (!rules) throw new AppError('delegation.no_rules')
  const forbidden = actions.filter((action) => !rules.actions.some(({ code, allowed }) => code === action && allowed))
  const last = addDays(from, rules.maxDays - 1)
  const without = actions.filter((action) => (takes[action] ?? []).some((one) => !actions.includes(one)))
  const newOnes = caseIds === null ? [] : actions.filter((action) => needsAllCases.includes(action))
  const nameOf = (action: DelegatedAction) => rules.actions.find(({ code }) => code === action)?.name ?? action
  return [
    ...forbidden.map((action) => ({
      path: 'actions',
      message: `“${nameOf(action)}”不能委托，请取消勾选`,
    })),
    ...without.map((action) => ({
      path: 'actions',
      message: `勾选“${nameOf(action)}”的，请同时勾选${(takes[action] ?? []).map((one) => `“${nameOf(one)}”`).join('和')}`,
    })),
    ...newOnes.map((action) => ({
      path: 'actions',
      message: `“${nameOf(action)}”不限于已有的案件：请选择“全部案件”，或者取消勾选`,
    })),
    ...(from < today ? [{ path: 'from', message: '起始日不能早于今天' }] : []),
    ...(until < from ? [{ path: 'until', message: '截止日不能早于起始日' }] : []),
    ...(until > last ? [{ path: 'until', message: `最长 ${rules.maxDays} 天，截止日最晚为 ${last}` }] : []),
  ]
}

const opened = (action: DelegatedAction, operations: readonly string[]) =>
  Object.fromEntries(operations.map((operation) => [operation, [action]]))

/** Operations of the API within reach of a delegation, and what must be delegated for each (one of them). */
const reach: Record<string, readonly DelegatedAction[] | 'see'> = {
  listCases: 'see',
  getCase: 'see',
  listClocks: 'see',
  readAttachment: 'see',
  getSubmissionReceipt: 'see',
  listActs: 'see',
  createCase: ['draft'],
  saveCase: ['draft', 'answer_correction'],
  addAttachment: ['draft', 'answer_correction'],
  removeAttachment: ['draft', 'answer_correction'],
  requestSignature: ['draft'],
  submitCase: ['submit'],
  respondToCorrection: ['answer_correction'],
  withdrawCase: ['withdraw'],
  readLetter: ['receive_letters'],
  listDeposits: ['deposit_read'],
  getDeposit: ['deposit_read'],
  getDepositReceipt: ['deposit_read'],
  getDepositReceiptPdf: ['deposit_read'],
  getDepositProof: ['deposit_read'],
  createDeposit: ['deposit'],
  disclosePart: ['deposit'],
  getComparisonKeys: ['deposit'],
  keepDepositSketch: ['deposit'],
  ...opened('batch', [
    ...['openBatch', 'listBatches', 'getBatch', 'uploadBatch', 'putBatchRows', 'closeBatch', 'listBatchRows'],
    ...['correctBatchRow', 'attachToBatch', 'detachFromBatch', 'makeBatchDrafts', 'undoBatch', 'getBatchSigning'],
    'signBatch',
  ]),
  ...opened('answer_objection', [
    ...['listObjections', 'getObjection', 'addObjectionEvidence', 'readObjectionEvidence', 'answerObjection'],
    ...['offerMediation', 'answerMediation', 'endMediation', 'readAgreement'],
  ]),
  ...opened('affair', [
    ...['listRegistrations', 'getRegistration', 'listAffairs', 'getAffair', 'getAffairPage', 'readAffairDocument'],
    ...['beginAffair', 'moveAffair', 'addAffairDocument', 'findPartner', 'listRevisions', 'getRegistrationLineage'],
    ...['checkRevision', 'listDatasetNumbers', 'readNumberProof'],
  ]),
  ...opened('affair_sign', ['addRevision', 'stateDatasetNumber', 'withdrawDatasetNumber']),
  // Of a case that is not registered yet, where its data come from is signed with it.
  getCaseLineage: 'see',
  readLineageProof: 'see',
  declareLineage: ['affair_sign', 'submit'],
  moveLineage: ['affair_sign', 'submit'],
  addLineageProof: ['affair_sign', 'submit'],
  readAffairLetter: ['receive_letters'],
  // What everybody who writes an application reads.
  getRulePack: 'see',
  listTemplates: 'see',
  listExamples: 'see',
  getWritingAids: ['draft', 'answer_correction'],
  listSimilarRegistrations: ['draft', 'answer_correction'],
}
/** The person's own affairs, whomever they act for: signing in and out, messages, and the choice of whom to act for. */
const always = new Set([
  ...['signOut', 'listSessions', 'revokeSession', 'getMe', 'changePassword', 'startTotp', 'confirmTotp'],
  ...['listMessages', 'countUnread', 'markMessage', 'markAllMessages', 'getMailPreferences', 'saveMailPreference'],
  ...[
    'listDelegations',
    'getDelegation',
    'getDelegationPdf',
    'listDelegationActs',
    'moveDelegation',
    'chooseActing',
    'listAgencyCases',
  ],
])

export const isAlwaysOpen = (operation: string): boolean => always.has(operation)

/** May an operation be called on a delegation at all? The policies of the things themselves decide again. */
export function delegationMay({ actions, ended }: Pick<Delegation, 'actions' | 'ended'>, operation: string): boolean {
  if (isAlwaysOpen(operation)) return true
  const needed = Object.hasOwn(reach, operation) ? reach[operation] : undefined
  if (needed === undefined || ended !== null || actions.length === 0) return false
  return needed === 'see' || needed.some((action) => actions.includes(action))
}
