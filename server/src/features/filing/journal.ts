import { actedFor } from '@datadeed/core/delegation/words'
import type { eventQuery } from '@datadeed/core/filing/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodeCursor, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
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

/** Every event of every case, newest first, with the names of those who acted: for the auditor. */
export async function listEvents(p: Platform, query: z.output<typeof eventQuery>) {
  const after = query.cursor ? readCursor(query.cursor) : null
  const [rows, total] = await Promise.all([
    listEventRows(p.db, query.caseNumber, after, query.limit + 1),
    countEvents(p.db, query.caseNumber),
  ])
  const { items, next } = pageOfRows(rows, query.limit, ({ key, caseId, seq }) => [key, caseId, seq])
  return {
    items: items.map(
      ({ key: _, at, actorName, keyName, delegationNumber, delegateName, principalName, logIndex, ...event }) => ({
        ...event,
        at: at.toISOString(),
        actor:
          delegationNumber === null
            ? (actorName ?? event.actorRole) + (keyName === null ? '' : `（接口密钥“${keyName}”）`)
            : actedFor({
                ...{ delegate: delegateName, person: actorName ?? event.actorRole, keyName },
                ...{ principal: principalName ?? '', number: delegationNumber },
              }),
        logIndex: logIndex === null ? null : Number(logIndex),
      }),
    ),
    next,
    total,
  }
}
