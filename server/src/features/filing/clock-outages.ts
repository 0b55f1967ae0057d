import { chinaDay, type Outage } from '@datadeed/core/filing/clock'
import { addDays, startOfChinaDay } from '@datadeed/core/kernel/dates'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { findLastBeat, insertOutage, listOutages, withBeat } from './clock-outage-store.ts'

/** Between two beats of a server that is well lie at most these. */
export const beatEveryMs = 15_000
/** A longer silence is an outage; restarting takes less. */
export const silenceMs = 120_000

/**
 * The server says that it can be reached. A silence before is kept as an outage, by the platform's clock, in the same
 * transaction: what was not reached for so long cannot be forgotten. `machine` is the machine's time, which nobody moves.
 */
export async function beat(p: Platform, machine: Date = new Date()): Promise<void> {
  const ahead = p.clock.now().getTime() - Date.now()
  await withBeat(p.db, machine, async (tx, before) => {
    if (!before || machine.getTime() - before.getTime() < silenceMs) return
    const moved = (moment: Date) => new Date(moment.getTime() + ahead)
    await insertOutage(tx, { from: moved(before), to: moved(machine) }, p.clock.now())
    await enqueue(tx, 'filing.sweep', {}, { key: 'filing.sweep' })
  })
}

/** Beats until stopped; whoever cannot beat for want of a database is not reached either. */
export function keepBeating(p: Platform): { stop(): void } {
  const once = () => void beat(p).catch(() => {})
  once()
  const timer = setInterval(once, beatEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** Outages that reach into `day` or later; the one that goes on now is among them. */
export async function outagesSince(db: Database | Tx, p: Platform, day: string): Promise<Outage[]> {
  const known = await listOutages(db, new Date(startOfChinaDay(day)))
  const last = await findLastBeat(db)
  const now = p.clock.now()
  const silent = last === null ? 0 : Date.now() - last.getTime()
  return silent < silenceMs ? known : [...known, { from: new Date(now.getTime() - silent), to: now }]
}

/** Outages of the last 400 days, newest first, for the administrators' page. */
export async function recentOutages(p: Platform): Promise<Outage[]> {
  const since = addDays(chinaDay(p.clock.now()), -400)
  return (await outagesSince(p.db, p, since)).reverse()
}
