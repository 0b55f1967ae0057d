import { caseScope } from '@datadeed/core/filing/policy'
import type { caseBrief, caseQuery } from '@datadeed/core/filing/schema'
import { type Actor, type CaseScope, isStaff } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { numberExpression } from '@datadeed/core/kernel/numbers'
import { z } from 'zod'
import { decodeCursor, pageOfRows } from '../../platform/cursor.ts'
import { momentText } from '../../platform/db/moment-text.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type After,
  type CaseFilter,
  countCases,
  countCasesByStatus,
  type ListedCase,
  listCaseRows,
  mergeTally,
} from './list-store.ts'

export type CaseBrief = z.output<typeof caseBrief>

const isKey = {
  due: /^\d{4}-\d{2}-\d{2}$/,
  updated: /^\d{4}-\d{2}-\d{2} [\d:.]+[+-]\d{2}(:\d{2})?$/,
  submitted: /^\d{4}-\d{2}-\d{2} [\d:.]+[+-]\d{2}(:\d{2})?$/,
}
const isId = z.uuid()

function readCursor(cursor: string, sort: keyof typeof isKey): After {
  const [key, id] = decodeCursor(cursor, 2)
  if (typeof key !== 'string' || !isKey[sort].test(key) || !isId.safeParse(id).success)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'cursor', message: '翻页标记无效，请从第一页开始' },
    ])
  return [key, String(id)]
}

/** A count is kept for two seconds, and one that took long for two hundred times as long as it took, half a minute at most. */
const keptMs = (took: number): number => Math.min(30_000, Math.max(2000, 200 * took))
const counts = new WeakMap<Platform, Map<string, { until: number; total: Promise<number> }>>()

/** How many cases a search finds, a little old where counting costs more than the page. */
async function cachedCount(p: Platform, scope: CaseScope, filter: CaseFilter): Promise<number> {
  const kept = counts.get(p) ?? new Map<string, { until: number; total: Promise<number> }>()
  counts.set(p, kept)
  const key = JSON.stringify([scope, filter])
  const began = performance.now()
  const known = kept.get(key)
  if (known && known.until > began) return await known.total
  if (kept.size > 500) kept.clear()
  const entry = { until: Number.POSITIVE_INFINITY, total: countCases(p.db, scope, filter) }
  kept.set(key, entry)
  entry.total.then(
    () => {
      const now = performance.now()
      entry.until = now + keptMs(now - began)
    },
    () => kept.delete(key),
  )
  return await entry.total
}

/** A row as the actor may see it: who examines is not told to the company. */
export function toBrief(row: ListedCase, actor: Actor): CaseBrief {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    status: row.status,
    partyId: row.partyId,
    partyName: row.partyName,
    prefectureCode: row.prefectureCode,
    direction: row.direction,
    submittedAt: row.submittedAt && momentText(row.submittedAt),
    updatedAt: momentText(row.updatedAt),
    due: row.due,
    examinerName: isStaff(actor) ? row.examinerName : null,
    findings: { errors: row.errorCount, warnings: row.warningCount },
    green: row.green,
  }
}

/** A whole application number is looked up, not searched for. */
const isNumber = (p: Platform, q: string) => numberExpression(p.pack.numbers.application).test(q.toUpperCase())

/** One page of the cases the actor may see. */
export async function listCases(p: Platform, actor: Actor, query: z.output<typeof caseQuery>) {
  const { status, prefectureCode, direction, assigned, overdue, green, q, sort, limit } = query
  const scope = caseScope(actor)
  const filter: CaseFilter = {
    ...(status ? { status: [status].flat() } : {}),
    ...(prefectureCode ? { prefectureCode } : {}),
    ...(direction ? { direction } : {}),
    ...(assigned === 'none' ? { assigned } : {}),
    ...(assigned === 'me' && actor.kind === 'account' ? { assigned: actor.accountId } : {}),
    ...(overdue ? { overdueOn: toChinaDate(p.clock.now().getTime()) } : {}),
    ...(green ? { green: true as const } : {}),
    ...(q ? (isNumber(p, q) ? { number: q.toUpperCase() } : { q }) : {}),
  }
  const after = query.cursor ? readCursor(query.cursor, sort) : null
  const [{ rows, total }, found] = await Promise.all([
    listCaseRows(q ? p.db : p.reads, scope, filter, sort, after, limit + 1),
    q ? cachedCount(p, scope, filter) : 0,
  ])
  const { items, next } = pageOfRows(rows, limit, ({ key, id }) => [key, id])
  return { items: items.map((row) => toBrief(row, actor)), next, total: total ?? found }
}

/** How many cases are in each state, of those the actor may see. */
export async function countByStatus(p: Platform, actor: Actor) {
  return await countCasesByStatus(p.db, caseScope(actor))
}

/** Adds up what the tally of cases has of one kind; the worker does it each minute. */
export const mergeCounts = (p: Platform) => mergeTally(p.db)
