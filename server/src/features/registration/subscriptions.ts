import type { Platform } from '../../platform/platform.ts'
import { alertDescendants, registerLinks } from './lineage-publish.ts'
import { enterRegister } from './service.ts'

export function subscribe(p: Platform): void {
  p.events.on('publication.cleared', (tx, event) => enterRegister(tx, p, event))
  p.events.on('registration.entered', (tx, { caseId, now }) => registerLinks(tx, p, caseId, now))
  p.events.on('registration.moved', (tx, { entryId, to, now }) => alertDescendants(tx, p, entryId, to, now))
}
