import type { Platform } from '../../platform/platform.ts'
import { enterRegister } from './service.ts'

export function subscribe(p: Platform): void {
  p.events.on('publication.cleared', (tx, event) => enterRegister(tx, p, event))
}
