import type { CaseView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { Platform } from '../../platform/platform.ts'
import { caseDetail } from './case-view.ts'

export { advance, loadCase, loadVisible, preview } from './advance.ts'
export {
  addAttachment,
  readAttachment,
  removeAttachment,
} from './attachments.ts'
export { caseDetail } from './case-view.ts'
export { packOf } from './check.ts'
export { correctionDeadline } from './deadlines.ts'
export { createCase, saveCase } from './draft.ts'
export { listEvents } from './journal.ts'
export { countByStatus, listCases } from './list.ts'
export { submissionReceipt } from './receipt.ts'
export type { CaseChange, CaseRow } from './store.ts'

export { requestSignature, respond, returnToFiler, submitCase, withdrawCase } from './submission.ts'
export { insertRound, listRounds } from './submission-store.ts'
export { sweepCorrections } from './sweep.ts'

/** The case's page. */
export async function getCase(p: Platform, actor: Actor, caseId: string): Promise<CaseView> {
  return await caseDetail(p, actor, caseId)
}
