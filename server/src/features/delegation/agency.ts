import { type agencyQuery, type NextThing, nextThings } from '@datadeed/core/delegation/schema'
import { type Actor, type DelegatedAction, hasRole } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { countAgency, listAgencyRows, listPrincipals } from './agency-store.ts'

/** What must be delegated for the next thing to be done by the delegate; for what waits nobody does anything. */
const needed: Partial<Record<NextThing | 'sign_affair', DelegatedAction>> = {
  correct: 'answer_correction',
  answer_objection: 'answer_objection',
  sign: 'submit',
  sign_affair: 'affair_sign',
  complete: 'draft',
}

/** May somebody to whom these actions are delegated do the next thing? What is signed needs their own right to sign. */
export function mayDoNext(actor: Actor, next: keyof typeof needed, actions: readonly string[]): boolean {
  const action = needed[next]
  const signs = next === 'sign' || next === 'sign_affair' || next === 'answer_objection'
  return action !== undefined && actions.includes(action) && (!signs || hasRole(actor, 'signatory'))
}

/** Every case of every principal that the reader may act for today, whomever they act for now. */
export async function listAgencyCases(p: Platform, actor: Actor, query: z.output<typeof agencyQuery>) {
  if (actor.kind !== 'account' || actor.key) throw new AppError('kernel.forbidden')
  const { cursor, limit, sort, ...filter } = query
  const who = { accountId: actor.accountId, today: toChinaDate(p.clock.now().getTime()) }
  const [rows, counted, principals] = await Promise.all([
    listAgencyRows(p.db, who, filter, sort, decodePlace(cursor, sort === 'due' ? 'day' : 'moment'), limit + 1),
    countAgency(p.db, who, filter),
    listPrincipals(p.db, who.accountId, who.today),
  ])
  const counts = Object.fromEntries(nextThings.map((next) => [next, counted.get(next) ?? 0])) as Record<
    NextThing,
    number
  >
  const { items, next } = pageOfRows(rows, limit, (row) => [row.key, row.id])
  return {
    items: items.map(({ id, key: _, number, actions, updatedAt, ...row }) => ({
      ...row,
      ...{ caseId: id, caseNumber: number, updatedAt: updatedAt.toISOString() },
      mine: mayDoNext(actor, row.next, actions),
    })),
    next,
    total: filter.next ? counts[filter.next] : Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    principals,
  }
}
