import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { actKinds } from '@datadeed/core/notification/changes'
import { changesOf } from '@datadeed/core/notification/policy'
import type * as schema from '@datadeed/core/notification/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { countActs, listActRows } from './act-store.ts'

/** Every case of the organisation that waits for an act of its own now, by its last day. */
export async function listActs(p: Platform, actor: Actor, query: z.output<typeof schema.actQuery>) {
  const partyId = changesOf(actor)
  if (!partyId) throw new AppError('kernel.forbidden')
  const filter = { ...(query.act ? { act: query.act } : {}), ...(query.q ? { q: query.q } : {}) }
  const [rows, counted] = await Promise.all([
    listActRows(p.db, partyId, filter, decodePlace(query.cursor, 'day'), query.limit + 1),
    countActs(p.db, partyId, query.q),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.key, row.id])
  const counts = Object.fromEntries(actKinds.map((act) => [act, counted.get(act) ?? 0])) as Record<
    (typeof actKinds)[number],
    number
  >
  return {
    items: items.map(({ id: _, key: __, updatedAt, ...row }) => ({
      ...row,
      updatedAt: updatedAt.toISOString(),
      mine: row.act === 'complete' || row.act === 'correct' || hasRole(actor, 'signatory'),
    })),
    next,
    total: query.act ? counts[query.act] : Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
  }
}
