import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { ChangeType } from '@datadeed/core/notification/changes'
import { changesOf } from '@datadeed/core/notification/policy'
import type * as schema from '@datadeed/core/notification/schema'
import type { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { insertChange, listChangeRows, listTakers } from './change-store.ts'
import { queueDelivery } from './deliveries.ts'

export interface NewChange {
  partyId: string
  type: ChangeType
  caseId: string | null
  /** Ids, states, numbers and days: never personal data, never content of a case. */
  data: Readonly<Record<string, unknown>>
  now: Date
}

/**
 * Appends to an organisation's feed in the transaction of what happened, and queues a delivery for each of its web-hooks.
 * Numbers are given under the series' lock, so a reader who has seen one has seen all before it.
 */
export async function recordChange(tx: Tx, { partyId, type, caseId, data, now }: NewChange): Promise<void> {
  const seq = await nextInSeries(tx, `change-${partyId}`)
  await insertChange(tx, { partyId, seq, at: now, type, caseId, data })
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data: { ...data, cursor: encodeCursor([seq]) } })
  for (const hookId of await listTakers(tx, partyId, type))
    await queueDelivery(tx, { hookId, partyId, changeSeq: seq, type, body })
}

function seqOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [seq] = decodeCursor(cursor, 1)
  if (typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0) return seq
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'after', message: '位置标记无效，请使用上次答复中的 next' },
  ])
}

/** What happened to the organisation's cases after a place in its feed, oldest first. */
export async function listChanges(p: Platform, actor: Actor, { after, limit }: z.output<typeof schema.changeQuery>) {
  const partyId = changesOf(actor)
  if (!partyId) throw new AppError('kernel.forbidden')
  const rows = await listChangeRows(p.db, partyId, seqOf(after), limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ seq, at, type, data }) => ({
      ...{ cursor: encodeCursor([seq]), at: at.toISOString(), type, data },
    })),
    next: last ? encodeCursor([last.seq]) : (after ?? null),
    more: rows.length > limit,
  }
}
