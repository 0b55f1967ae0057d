import { chinaDay } from '@datadeed/core/filing/clock'
import { system } from '@datadeed/core/kernel/actor'
import { formatDateZh } from '@datadeed/core/kernel/dates'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { advance } from './advance.ts'
import { listClocks, listOverdueAcceptances } from './clock-store.ts'
import { lockCase } from './store.ts'

/**
 * Applications of which nobody told the applicant a defect within the acceptance period count as accepted from the day they were
 * received, where their rule pack has it so. A case somebody takes in between is left alone, so it may run at any time.
 */
export async function sweepAcceptances(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = chinaDay(now)
  let accepted = 0
  for (const caseId of await listOverdueAcceptances(p.db, today, 500)) {
    const done = await inTx(p.db, async (tx) => {
      const row = await lockCase(tx, caseId)
      const clock = (await listClocks(tx, caseId)).find(({ kind }) => kind === 'acceptance')
      if (
        row?.status !== 'submitted' ||
        !row.submittedAt ||
        !clock ||
        clock.endedAt ||
        clock.onExpiry !== 'deem_accepted'
      )
        return false
      if (clock.due === null || clock.due >= today) return false
      const note = `${formatDateZh(clock.due)}前未告知需要补正的内容，自收到申请之日（${formatDateZh(chinaDay(row.submittedAt))}）起视为受理。`
      const facts = { acceptance_overdue: true }
      await advance(tx, p, {
        caseId,
        command: 'deem_accepted',
        actor: system,
        now,
        facts,
        note,
        payload: { due: clock.due },
      })
      return true
    })
    if (done) accepted += 1
  }
  return accepted
}
