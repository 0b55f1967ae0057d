import { chinaDay } from '@datadeed/core/filing/clock'
import { levelsOf } from '@datadeed/core/filing/escalation'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from './check.ts'
import { insertEscalation, listReached } from './clock-store.ts'
import { settleClocks } from './clocks.ts'
import { type CaseRow, listOpenCases, lockCase } from './store.ts'

/** Tells of every level that the clocks of a case reached by today, once each; the note and the event are one commit. */
async function escalate(tx: Tx, p: Platform, row: CaseRow): Promise<number> {
  const now = p.clock.now()
  const today = chinaDay(now)
  const pack = packOf(p, row)
  let told = 0
  for (const { kind, ref, step, startedAt, due, derivation, endedAt } of await settleClocks(tx, p, row)) {
    if (endedAt !== null || due === null) continue
    for (const { level, on, tell } of levelsOf(pack, { step, start: chinaDay(startedAt), due, derivation })) {
      if (on > today) continue
      if (!(await insertEscalation(tx, row.id, { kind, ref, level, on, told: [...tell], at: now }))) continue
      await p.events.emit(tx, 'filing.clock_escalated', { caseId: row.id, kind, ref, step, level, due, tell, now })
      told += 1
    }
  }
  if (told > 0) await settleClocks(tx, p, row)
  return told
}

/** Escalates what came near or is over; safe to run at any time, any number of times, by any number of workers. */
export async function sweepClocks(p: Platform): Promise<number> {
  let told = 0
  for (const caseId of await listReached(p.db, chinaDay(p.clock.now()), 500))
    told += await inTx(p.db, async (tx) => {
      const row = await lockCase(tx, caseId)
      return row ? await escalate(tx, p, row) : 0
    })
  return told
}

/** Counts the clocks of every open case anew: calendars and outages are taken in, and cases from before there were clocks. */
export async function recountClocks(p: Platform): Promise<number> {
  let done = 0
  for (let after = ''; ; ) {
    const ids = await listOpenCases(p.db, after, 500)
    for (const id of ids)
      await inTx(p.db, async (tx) => {
        const row = await lockCase(tx, id)
        if (row) await settleClocks(tx, p, row)
      })
    done += ids.length
    const last = ids.at(-1)
    if (last === undefined) return done
    after = last
  }
}
