import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

export { listActs } from './acts.ts'
export { listChanges } from './changes.ts'
export { deliver, sweepDeliveries } from './deliveries.ts'
export { sendDigests } from './digest.ts'
export {
  addHook,
  changeHook,
  getHook,
  listDeliveries,
  listHooks,
  pingHook,
  removeHook,
  renewSecret,
  resend,
} from './hooks.ts'
export { countUnread, getPreferences, listMessages, markAll, markMessage, savePreference } from './inbox.ts'
export { findKey, isKey, listKeyActs, listKeys, makeKey, revokeKey } from './keys.ts'
export { remind } from './remind.ts'

/** Hands one mail to the transport; a failure makes the job run again later. */
export async function sendMail(p: Platform, mail: JobPayloads['notification.mail']): Promise<void> {
  await p.mail.send(mail)
}
