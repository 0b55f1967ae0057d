import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

export function subscribe(p: Platform): void {
  p.events.on('registration.entered', (tx, { caseId }) =>
    enqueue(tx, 'certificate.issue', { caseId }, { key: `certificate.issue:${caseId}` }),
  )
}
