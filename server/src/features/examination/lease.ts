import { extendedUntil, isLeaseOver, leaseUntil } from '@datadeed/core/examination/lease'
import type { colleagues, handOver as handOverBody } from '@datadeed/core/examination/workbench-schema'
import type { CaseView } from '@datadeed/core/filing/schema'
import { type AccountActor, type Actor, isInterested, system } from '@datadeed/core/kernel/actor'
import type { withReason } from '@datadeed/core/kernel/case'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { AccountId } from '@datadeed/core/kernel/ids'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import type { Platform } from '../../platform/platform.ts'
import { personOf } from '../account/service.ts'
import { advance, type CaseRow, caseDetail, loadCase, loadVisible, packOf } from '../filing/service.ts'
import * as store from './lease-store.ts'
import { listExaminers } from './workbench-store.ts'

const today = (now: Date) => toChinaDate(now.getTime())

/** The lease's rule in the pack of the case; packs from before there were leases take today's. */
export const leaseRule = (p: Platform, row: Pick<CaseRow, 'packJurisdiction' | 'packVersion'>) =>
  packOf(p, row).workbench?.lease ?? p.pack.workbench?.lease

/** Something was done: the lease begins anew. */
export async function touch(tx: Tx, p: Platform, row: CaseRow, now: Date): Promise<void> {
  const rule = leaseRule(p, row)
  if (!rule || row.examinerId === null || row.status !== 'under_review') return
  await store.putLease(tx, row.id, row.examinerId, leaseUntil(today(now), rule.days, p.calendar), now)
}

/** A lease lives exactly as long as the case is under review with its examiner. */
export async function followCase(tx: Tx, p: Platform, event: EventPayloads['filing.moved']): Promise<void> {
  if (event.to !== 'under_review') {
    if (event.from === 'under_review') await store.endLease(tx, event.caseId)
    return
  }
  const row = await loadCase(tx, event.caseId)
  // What the system does to a case, such as a new last day, is not the examiner's doing.
  if (event.from !== 'under_review' || event.actorId !== null) await touch(tx, p, row, event.now)
}

/** Asks for as many days again; only so often. */
export async function extendLease(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, reason }: z.output<typeof withReason>,
): Promise<CaseView> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const { after } = await advance(tx, p, { caseId, command: 'extend_lease', actor, now, version, note: reason })
    const rule = leaseRule(p, after)
    const lease = await store.findLease(tx, caseId)
    if (!rule || !lease) throw new AppError('filing.command_not_offered', { status: '审查中' })
    if (lease.extensions >= rule.extensions)
      throw new AppError('examination.no_more_extensions', { count: rule.extensions })
    await store.extendLease(tx, caseId, extendedUntil(lease.lastDay, today(now), rule.days, p.calendar), now)
  })
  return await caseDetail(p, actor, caseId)
}

/** Who of these may take the case over: examiners without an interest in it, the one who holds it aside. */
async function isFree(p: Platform, row: CaseRow, { id, regionCode }: { id: string; regionCode: string | null }) {
  if (id === row.examinerId || (regionCode !== null && regionCode !== row.prefectureCode)) return false
  const person = await personOf(p, id)
  const colleague: AccountActor = {
    ...{ kind: 'account', accountId: id as AccountId, partyId: null, partyApproved: false },
    ...{ regionCode, name: '', roles: ['examiner'], person },
  }
  return !person.blindTo.includes(row.id) && !isInterested(colleague, row)
}

export async function listColleagues(p: Platform, actor: Actor, caseId: string): Promise<z.output<typeof colleagues>> {
  const row = await loadVisible(p, actor, caseId)
  const all = await listExaminers(p.db)
  const free = await Promise.all(all.map((one) => isFree(p, row, one)))
  return {
    items: all.filter((_, i) => free[i]).map(({ id, name, held }) => ({ id, name, held: Number(held ?? 0) })),
  }
}

/** Gives the case to a named colleague, who is told. */
export async function handOver(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, to, note }: z.output<typeof handOverBody>,
): Promise<CaseView> {
  const now = p.clock.now()
  const row = await loadVisible(p, actor, caseId)
  const colleague = (await listExaminers(p.db)).find(({ id }) => id === to)
  if (!colleague || !(await isFree(p, row, colleague)))
    throw new AppError('examination.not_a_colleague', {}, [{ path: 'to', message: '请从列表中选择一位同事' }])
  await inTx(p.db, async (tx) => {
    const payload = { from: row.examinerId, to }
    const set = { examinerId: to }
    await advance(tx, p, { caseId, command: 'hand_over', actor, now, version, note, payload, set })
  })
  return await caseDetail(p, actor, caseId)
}

/** Cases whose examiner let the lease run out go back into the queue; safe at any time, as often as wanted. */
export async function sweepLeases(p: Platform): Promise<number> {
  const now = p.clock.now()
  for (const { id } of await store.listWithoutLease(p.db, 500))
    await inTx(p.db, async (tx) => touch(tx, p, await loadCase(tx, id), now))
  let returned = 0
  for (const caseId of await store.listUnattended(p.db, today(now), 500)) {
    const done = await inTx(p.db, async (tx) => {
      const row = await loadCase(tx, caseId)
      const lease = await store.findLease(tx, caseId)
      if (row.status !== 'under_review' || !lease || !isLeaseOver(lease.lastDay, today(now))) return false
      const note = `承办期至 ${lease.lastDay} 没有办理动作，退回待审查队列。`
      const facts = { lease_over: true }
      await advance(tx, p, {
        ...{ caseId, command: 'return_unattended', actor: system, now, facts, note, version: row.version },
        payload: { examiner: lease.accountId, lastDay: lease.lastDay },
        set: { examinerId: null },
      })
      return true
    }).catch((error: unknown) => {
      // The examiner acted at this very moment: the case is attended to.
      if (error instanceof AppError && error.code === 'kernel.stale_version') return false
      throw error
    })
    if (done) returned += 1
  }
  return returned
}
