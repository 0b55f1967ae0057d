import { subscribe as subscribeCertificate } from './features/certificate/subscriptions.ts'
import { subscribe as subscribeExamination } from './features/examination/subscriptions.ts'
import { subscribe as subscribeFiling } from './features/filing/subscriptions.ts'
import { subscribe as subscribeNotification } from './features/notification/subscriptions.ts'
import { subscribe as subscribePublication } from './features/publication/subscriptions.ts'
import { subscribe as subscribeRegistration } from './features/registration/subscriptions.ts'
import type { Platform } from './platform/platform.ts'

/** Who listens to whom, in the order of the house's table. */
export function subscribeAll(p: Platform): void {
  subscribeFiling(p)
  subscribeExamination(p)
  subscribePublication(p)
  subscribeRegistration(p)
  subscribeCertificate(p)
  subscribeNotification(p)
}
