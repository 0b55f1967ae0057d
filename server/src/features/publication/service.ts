export type { PublicContent } from './content.ts'
export {
  checkDecision,
  decisionGroundsOf,
  getDecision,
  getDraft,
  listDecisions,
  listDrafts,
  releaseDecision,
  returnDecision,
  withholdDecision,
} from './decision.ts'
export { formLimits, readForm } from './evidence-files.ts'
export { feedType, noticeFeed } from './feeds.ts'
export { issueObjectionLetter } from './letter.ts'
export {
  answerMediationAs,
  appointMediator,
  failMediationAs,
  offerMediationAs,
  readAgreement,
  settleObjection,
  sweepObjections,
} from './mediation.ts'
export {
  endNotice,
  getNotice,
  listNotices,
  moveNotice,
  type NoticeDeadline,
  noticeDeadline,
  noticeOfCase,
  objectionReasonsOf,
  openNotice,
  sweepNotices,
} from './notice.ts'
export {
  addAnswerEvidence,
  answerObjection,
  decideObjection,
  lodgeObjection,
  moveAnswerDue,
  moveAnswerDueOf,
  readEvidence,
} from './objection.ts'
export { getObjection, listObjections } from './objection-view.ts'
export { sendObjectionMail } from './objector.ts'
export { addWatch, listWatches, removeWatch, sendWatchMail } from './watch.ts'
export { findWatchers } from './watch-finding.ts'
