import type { Platform } from '../../platform/platform.ts'
import { takeDisclosure } from './disclosed.ts'

export function subscribe(p: Platform): void {
  p.events.on('evidence.disclosed', (tx, event) => takeDisclosure(tx, p, event))
}
