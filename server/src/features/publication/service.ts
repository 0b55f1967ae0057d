export type { PublicContent } from './content.ts'
export { formLimits, readForm } from './evidence-files.ts'
export { feedType, noticeFeed } from './feeds.ts'
export { issueObjectionLetter } from './letter.ts'
export {
  endNotice,
  getNotice,
  listNotices,
  moveNotice,
  type NoticeDeadline,
  noticeDeadline,
  noticeOfCase,
  openNotice,
  sweepNotices,
} from './notice.ts'
export {
  addAnswerEvidence,
  answerObjection,
  decideObjection,
  getObjection,
  listObjections,
  lodgeObjection,
  moveAnswerDue,
  moveAnswerDueOf,
  readEvidence,
} from './objection.ts'
export { sendObjectionMail } from './objector.ts'
export { addWatch, listWatches, removeWatch, sendWatchMail } from './watch.ts'
export { findWatchers } from './watch-finding.ts'
