import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { actKinds } from '@datadeed/core/notification/changes'
import { changesOf } from '@datadeed/core/notification/policy'
import type * as schema from '@datadeed/core/notification/schema'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { mayDoNext } from '../delegation/service.ts'
import { countActs, listActRows, type Whose } from './act-store.ts'

/** The own organisation's cases and those delegated to the reader, affairs of the register with them; while one acts on a delegation, only what that one reaches. */
function whoseActs(p: Platform, actor: Actor): Whose {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const { accountId, delegation, key } = actor
  const today = toChinaDate(p.clock.now().getTime())
  if (delegation) return { partyId: null, accountId, today, delegationId: delegation.id }
  const partyId = changesOf(actor)
  if (!partyId) throw new AppError('kernel.forbidden')
  // A key acts for the organisation that made it, or on its one delegation.
  return { partyId, accountId: key ? null : accountId, today, delegationId: null }
}

/** Every case and every affair of the register that waits for an act of the company now, by its last day. */
export async function listActs(p: Platform, actor: Actor, query: z.output<typeof schema.actQuery>) {
  const whose = whoseActs(p, actor)
  const filter = { ...(query.act ? { act: query.act } : {}), ...(query.q ? { q: query.q } : {}) }
  const [rows, counted] = await Promise.all([
    listActRows(p.db, whose, filter, decodePlace(query.cursor, 'day'), query.limit + 1),
    countActs(p.db, whose, query.q),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.key, row.id])
  const counts = Object.fromEntries(actKinds.map((act) => [act, counted.get(act) ?? 0])) as Record<
    (typeof actKinds)[number],
    number
  >
  return {
    items: items.map(({ id: _, key: __, updatedAt, actions, delegationId, principal, ...row }) => ({
      ...row,
      updatedAt: updatedAt.toISOString(),
      mine: actions
        ? mayDoNext(actor, row.act, actions)
        : row.act === 'complete' || row.act === 'correct' || hasRole(actor, 'signatory'),
      onBehalf: delegationId && { delegationId, principal },
    })),
    next,
    total: query.act ? counts[query.act] : Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
  }
}
