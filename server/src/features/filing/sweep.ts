import { chinaDay, partyClocks } from '@datadeed/core/filing/clock'
import { system } from '@datadeed/core/kernel/actor'
import { addDays, formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { advance } from './advance.ts'
import { outagesSince } from './clock-outages.ts'
import { listClocks, listDueBetween } from './clock-store.ts'
import { settleClocks } from './clocks.ts'
import { listOverdueCorrections, lockCase } from './store.ts'
import { moveRoundDue } from './submission-store.ts'

/** Outages older than this have moved all they move. */
const lookBackDays = 30

/** Moves the last days of parties that fell into an outage; each case gets an event, and its party is told. */
export async function moveForOutages(p: Platform): Promise<number> {
  const now = p.clock.now()
  const steps = p.pack.outage?.steps ?? []
  if (steps.length === 0) return 0
  let moved = 0
  for (const { from, to } of await outagesSince(p.db, p, addDays(chinaDay(now), -lookBackDays)))
    for (const caseId of await listDueBetween(p.db, steps, chinaDay(from), chinaDay(to)))
      await inTx(p.db, async (tx) => {
        const row = await lockCase(tx, caseId)
        if (!row) return
        const before = await listClocks(tx, caseId)
        const later = (await settleClocks(tx, p, row)).flatMap(({ kind, ref, due, endedAt }) => {
          const was = before.find((one) => one.kind === kind && one.ref === ref)?.due
          const shifts = partyClocks.includes(kind) && endedAt === null && due && was && due > was
          return shifts ? [{ kind, ref, due, was }] : []
        })
        if (later.length === 0) return
        const own = later.find(({ kind }) => kind === 'correction')
        await advance(tx, p, {
          ...{ caseId, command: 'recompute_deadline', actor: system, now },
          note: later
            .map(({ was, due }) => `${formatDateZh(was)}平台停机，最后一日顺延至${formatDateZh(due)}。`)
            .join(''),
          payload: { outage: true, deadlines: later },
          ...(own ? { set: { due: own.due } } : {}),
        })
        if (own) await moveRoundDue(tx, caseId, own.due)
        for (const { kind, ref, due } of later)
          await p.events.emit(tx, 'filing.deadline_moved', { caseId, kind, ref, due, now })
        moved += 1
      })
  return moved
}

/** Corrections whose last day is over lapse. A case answered in between is left alone, so it may run at any time. */
export async function sweepCorrections(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  await moveForOutages(p)
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
