import { differenceOf, submissionText } from '@datadeed/core/examination/difference'
import type { visit } from '@datadeed/core/examination/workbench-schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadVisible } from '../filing/service.ts'
import { leaseRule, touch } from './lease.ts'
import { findLease, findSeen, putVisit } from './lease-store.ts'
import { own } from './workbench.ts'

const read = (content: string) => submissionText.parse(JSON.parse(content))

/**
 * Somebody opens a case: what was submitted counts as seen from now on, and the examiner's lease begins anew. The answer compares with the
 * last submission they saw before this one, so a reload tells the same.
 */
export async function visitCase(p: Platform, actor: Actor, caseId: string): Promise<z.output<typeof visit>> {
  const { accountId } = own(actor)
  const now = p.clock.now()
  const row = await loadVisible(p, actor, caseId)
  const found = await findSeen(p.db, caseId, accountId)
  if (found)
    await inTx(p.db, async (tx) => {
      await putVisit(tx, caseId, accountId, found.newest.seq, now)
      if (row.examinerId === accountId) await touch(tx, p, row, now)
    })
  const rule = leaseRule(p, row)
  const lease = row.status === 'under_review' ? await findLease(p.db, caseId) : undefined
  const after = found?.seen && read(found.newest.content)
  return {
    lease:
      lease && rule
        ? {
            lastDay: lease.lastDay,
            days: rule.days,
            extensionsLeft: Math.max(rule.extensions - lease.extensions, 0),
            mine: lease.accountId === accountId,
          }
        : null,
    since:
      found?.seen && after
        ? {
            submissionSeq: found.seen.seq,
            seenAt: found.seen.at.toISOString(),
            changes: differenceOf(read(found.seen.content), after),
            answers: after.answers,
          }
        : null,
  }
}
