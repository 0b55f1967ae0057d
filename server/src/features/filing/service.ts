import type { CaseView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { Platform } from '../../platform/platform.ts'
import { caseDetail } from './case-view.ts'

export { sweepAcceptances } from './acceptance.ts'
export { type Advanced, advance, loadCase, loadVisible, preview } from './advance.ts'
export {
  addAttachment,
  readAttachment,
  removeAttachment,
  takeUpload,
  type UploadPart,
} from './attachments.ts'
export {
  attachToBatch,
  closeBatch,
  correctRow,
  detachFromBatch,
  getSigning,
  makeDrafts,
  openBatch,
  receiveRows,
  signBatch,
  undoBatch,
  uploadCorrected,
} from './batch.ts'
export { batchDetail, listBatches, listRowsOfBatch } from './batch-view.ts'
export { failureOf, runBatch, sweepBatches } from './batch-work.ts'
export { caseDetail } from './case-view.ts'
export { packOf } from './check.ts'
export { pauseForExpert, resumeAfterExpert } from './clock-expert.ts'
export { keepBeating, outagesSince } from './clock-outages.ts'
export { recountClocks, sweepClocks } from './clock-sweep.ts'
export { caseClocks, pauseClock, remindedOf, resumeClock, simulateClocks } from './clock-view.ts'
export { correctionDeadline, deadlineOf, objectionDeadline, pausedRounds, reviewDeadline } from './deadlines.ts'
export { createCase, saveCase } from './draft.ts'
export {
  commentOn,
  createShare,
  demandShared,
  listShares,
  openShared,
  readShared,
  revokeShare,
  settleComment,
} from './draft-share.ts'
export { reviewStep } from './green-channel.ts'
export { greenChannelFigures } from './green-figures.ts'
export { listEvents } from './journal.ts'
export { demandKnownRules, judgeFinding, recordRaised, rulePerformanceOf } from './judgements.ts'
export { readKnown } from './known.ts'
export { countByStatus, listCases, mergeCounts } from './list.ts'
export { findingsUnder } from './past.ts'
export { submissionReceipt } from './receipt.ts'
export { preexamineCase, sweepPreexaminations } from './recheck.ts'
export { type CaseChange, type CaseRow, lockCase as holdCase } from './store.ts'

export { requestSignature, respond, returnToFiler, submitCase, withdrawCase } from './submission.ts'
export { insertRound, listRounds, moveRoundDue } from './submission-store.ts'
export { sweepCorrections } from './sweep.ts'
export { chooseExample, decideConsent, getConsent, listExamplesFor, listTemplates } from './template.ts'
export { type CaseDetail, findCaseDetails } from './view-store.ts'
export { similarRegistrations, writingAids } from './vocabulary.ts'

/** The case's page. */
export async function getCase(p: Platform, actor: Actor, caseId: string): Promise<CaseView> {
  return await caseDetail(p, actor, caseId)
}
