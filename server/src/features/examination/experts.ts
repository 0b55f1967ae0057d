import type * as schema from '@datadeed/core/examination/expert-schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts'
import { inTx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import * as store from './expert-store.ts'
import { own } from './workbench.ts'

/** The register of experts. */
export async function listExperts(p: Platform, { q = '', cursor, limit }: z.output<typeof schema.expertQuery>) {
  const [offset] = cursor ? decodeCursor(cursor, 1) : [0]
  const from = Number(offset)
  if (!Number.isInteger(from) || from < 0) throw new AppError('kernel.invalid_input', { count: 1 })
  const rows = await store.listExperts(p.db, { words: q, limit, offset: from })
  const total = rows[0]?.total ?? 0
  return {
    items: rows.map(({ total: _, ...row }) => row),
    next: from + rows.length < total ? encodeCursor([from + rows.length]) : null,
    total,
  }
}

const emailTaken = () =>
  new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'email', message: '名册里已有用这个邮箱的专家' }])

async function oneOf(p: Platform, id: string) {
  const [found] = await store.listExperts(p.db, { id })
  if (!found) throw new AppError('kernel.not_found')
  const { total: _, ...row } = found
  return row
}

export async function addExpert(p: Platform, actor: Actor, body: z.output<typeof schema.expertInput>) {
  const id = newId<'expert'>()
  const row = { id, ...body }
  if (!(await inTx(p.db, (tx) => store.insertExpert(tx, row, own(actor).accountId, p.clock.now())))) throw emailTaken()
  return await oneOf(p, id)
}

/** Changes an expert, or takes one out of use; what was asked of them before stays. */
export async function changeExpert(p: Platform, id: string, body: z.output<typeof schema.expertChange>) {
  const { version, ...row } = body
  await inTx(p.db, async (tx) => {
    if (!(await store.findExpert(tx, id))) throw new AppError('kernel.not_found')
    if (await store.isExpertEmailTaken(tx, row.email, id)) throw emailTaken()
    if (!(await store.updateExpert(tx, { id, ...row }, version, p.clock.now())))
      throw new AppError('kernel.stale_version')
  })
  return await oneOf(p, id)
}
