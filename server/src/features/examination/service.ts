import type { Actor } from '@datadeed/core/kernel/actor'
import type { Platform } from '../../platform/platform.ts'
import { countByStatus } from '../filing/service.ts'

export { beginCohort, splitOff, stepCohort } from './cohort.ts'
export { listCandidates } from './cohort-candidates.ts'
export { cohortDetail, listCohortMembers } from './cohort-view.ts'
export { runCohort, sweepCohorts } from './cohort-work.ts'
export {
  claim,
  proposeAcceptanceOf as proposeAcceptance,
  proposeRefusalOf as proposeRefusal,
  release,
  requireCorrectionOf as requireCorrection,
  retractProposal,
  sendBack,
  unclaim,
} from './decision.ts'
export { sendExpertMail, sweepExperts } from './expert-mail.ts'
export { addExpert } from './experts.ts'
export { extendLease, handOver, sweepLeases } from './lease.ts'
export { type LetterContent, readLetter, withLetter } from './letter.ts'

/** How many cases are in each state, of those the actor may see. */
export async function queueCounts(p: Platform, actor: Actor) {
  return { items: await countByStatus(p, actor) }
}
