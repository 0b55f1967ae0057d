import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

/** Hands one mail to the transport; a failure makes the job run again later. */
export async function sendMail(p: Platform, mail: JobPayloads['notification.mail']): Promise<void> {
  await p.mail.send(mail)
}
