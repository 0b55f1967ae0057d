import type { eventQuery } from '@datadeed/core/filing/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodeCursor, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { actorsOn } from '../account/service.ts'
import { countEvents, listEventRows } from './journal-store.ts'

const keyExpression = /^\d{4}-\d{2}-\d{2} [\d:.]+[+-]\d{2}(:\d{2})?$/
const idExpression = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

function readCursor(cursor: string): readonly [at: string, caseId: string, seq: number] {
  const [at, caseId, seq] = decodeCursor(cursor, 3)
  if (keyExpression.test(String(at)) && idExpression.test(String(caseId)) && Number.isInteger(seq))
    return [String(at), String(caseId), Number(seq)]
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'cursor', message: '翻页标记无效，请从第一页开始' },
  ])
}

const sides: Record<string, string> = { company: '企业', coach: '辅导员', system: '系统' }

/** Every step of every case, coaching case and affair, and what was done for another beside a case, newest first: for the auditor. */
export async function listEvents(p: Platform, query: z.output<typeof eventQuery>) {
  const after = query.cursor ? readCursor(query.cursor) : null
  const filter = { kind: query.kind, caseNumber: query.caseNumber?.trim().toUpperCase() }
  const [rows, total] = await Promise.all([
    listEventRows(p.db, filter, after, query.limit + 1),
    countEvents(p.db, filter),
  ])
  const { items, next } = pageOfRows(rows, query.limit, ({ key, caseId, seq }) => [key, caseId, seq])
  const actorOf = await actorsOn(
    p.db,
    items.map(({ delegationId }) => delegationId),
  )
  return {
    items: items.map(({ key: _, at, actorName, keyName, delegationId, logIndex, ...event }) => {
      const person = actorName ?? sides[event.actorRole] ?? event.actorRole
      return {
        ...event,
        at: at.toISOString(),
        actor: actorOf(delegationId, keyName === null ? person : `${person}（接口密钥“${keyName}”）`),
        logIndex: logIndex === null ? null : Number(logIndex),
      }
    }),
    next,
    total,
  }
}
