import type { Platform } from '../../platform/platform.ts'
import { endNotice, moveAnswerDueOf, openNotice } from './service.ts'

export function subscribe(p: Platform): void {
  p.events.on('examination.accepted', (tx, event) => openNotice(tx, p, event))
  p.events.on('filing.deadline_moved', (tx, event) => moveAnswerDueOf(tx, event))
  p.events.on('filing.moved', (tx, event) => endNotice(tx, event))
}
