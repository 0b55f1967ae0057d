import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'

export function subscribe(p: Platform): void {
  for (const made of ['registration.entered', 'registration.reissued'] as const)
    p.events.on(made, (tx, { caseId }) =>
      enqueue(tx, 'certificate.issue', { caseId }, { key: `certificate.issue:${caseId}` }),
    )
}
