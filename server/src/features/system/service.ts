import { version } from '../../config.ts'
import { ping } from '../../platform/db/ping.ts'
import { inTx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { closedBecause, findAlarm } from '../evidence/service.ts'

export function getSystem(p: Platform) {
  return { demo: p.config.demo, now: p.clock.now().toISOString(), version, registrar: p.pack.registrar.name }
}

/** Moves the demonstration clock and has the deadlines it passed dealt with at once. */
export async function moveDemoClock(p: Platform, to: Date) {
  await p.clock.moveTo(to)
  await inTx(p.db, async (tx) => {
    await enqueue(tx, 'filing.sweep', {}, { key: 'filing.sweep' })
    await enqueue(tx, 'examination.sweep', {}, { key: 'examination.sweep' })
    await enqueue(tx, 'filing.clocks', {}, { key: 'filing.clocks' })
    await enqueue(tx, 'publication.sweep', {}, { key: 'publication.sweep' })
    await enqueue(tx, 'registration.sweep', {}, { key: 'registration.sweep' })
    await enqueue(tx, 'notification.remind', {}, { key: 'notification.remind' })
  })
  return getSystem(p)
}

export interface Readiness {
  status: 'ready' | 'not_ready'
  checks: Record<string, string>
  /** Why the evidence log is closed; null where it is open or nobody can tell. */
  closed: string | null
}

/** Can this process serve? One sentence per part that cannot. */
export async function checkReadiness(p: Platform): Promise<Readiness> {
  const checks: Record<string, string> = {}
  let closed: string | null = null
  const look = async (part: string, work: () => Promise<string>) => {
    checks[part] = await work().catch(() => '不可用')
  }
  await look('database', async () => {
    await ping(p.db)
    return 'ok'
  })
  await look('log', async () => {
    closed = await closedBecause(p)
    if (closed !== null) return `存证日志已关闭，等待核对。${closed}`
    return (await findAlarm(p.db))?.reason ?? 'ok'
  })
  const ready = Object.values(checks).every((state) => state === 'ok')
  return { status: ready ? 'ready' : 'not_ready', checks, closed }
}
