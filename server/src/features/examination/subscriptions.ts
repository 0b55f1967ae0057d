import type { Platform } from '../../platform/platform.ts'
import { followMember } from './cohort-follow.ts'
import { sampleCase } from './double.ts'
import { recallWhenMoved } from './expert-request.ts'
import { followCase } from './lease.ts'

export function subscribe(p: Platform): void {
  p.events.on('filing.moved', (tx, event) => followCase(tx, p, event))
  p.events.on('filing.moved', (tx, event) => followMember(tx, p, event))
  p.events.on('filing.moved', (tx, event) => sampleCase(tx, p, event))
  p.events.on('filing.moved', (tx, event) => recallWhenMoved(tx, p, event))
}
