export type { PublicContent } from './content.ts'
export { issueObjectionLetter } from './letter.ts'
export { endNotice, getNotice, listNotices, noticeOfCase, openNotice, sweepNotices } from './notice.ts'
export { answerObjection, decideObjection, getObjection, listObjections, lodgeObjection } from './objection.ts'
