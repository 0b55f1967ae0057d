import { system } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { advance } from './advance.ts'
import { listOverdueCorrections, lockCase } from './store.ts'

/** Corrections whose last day is over lapse. A case answered in between is left alone, so it may run at any time. */
export async function sweepCorrections(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  let lapsed = 0
  for (const caseId of await listOverdueCorrections(p.db, today, 500)) {
    const done = await inTx(p.db, async (tx) => {
      const row = await lockCase(tx, caseId)
      if (row?.status !== 'correction_required' || row.due === null || row.due >= today) return false
      const facts = { correction_overdue: true }
      await advance(tx, p, { caseId, command: 'lapse', actor: system, now, facts, set: { due: null } })
      return true
    })
    if (done) lapsed += 1
  }
  return lapsed
}
