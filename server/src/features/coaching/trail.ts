import type * as schema from '@datadeed/core/coaching/schema'
import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { z } from 'zod'
import { decodeCursor, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { countTrail, listTrail } from './trail-store.ts'

const place = z.tuple([z.iso.datetime(), z.uuid(), z.int()])

function readCursor(cursor: string | undefined) {
  if (!cursor) return null
  const parsed = place.safeParse(decodeCursor(cursor, 3))
  if (parsed.success) return parsed.data
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'cursor', message: '翻页标记无效，请从第一页开始' },
  ])
}

/** Every event of every coaching case, newest first, with the names of those who acted: for who has to answer for them. */
export async function coachingTrail(
  p: Platform,
  actor: Actor,
  { cursor, limit, number: asked }: z.output<typeof schema.trailQuery>,
): Promise<z.output<typeof schema.trail>> {
  if (!hasRole(actor, 'auditor', 'administrator')) throw new AppError('kernel.forbidden')
  const number = asked?.trim().toUpperCase() || null
  const [rows, total] = await Promise.all([
    listTrail(p.db, number, readCursor(cursor), limit),
    countTrail(p.db, number),
  ])
  const shown = rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  const { items, next } = pageOfRows(shown, limit, ({ at, coachingId, seq }) => [at, coachingId, seq])
  return { items, next, total }
}
