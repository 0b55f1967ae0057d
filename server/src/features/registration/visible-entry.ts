import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { maySeeEntry } from '@datadeed/core/registration/policy'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { entryFacts } from './affair-view.ts'
import { holdersOf } from './share.ts'
import { findEntryById } from './store.ts'

/** A registration that the actor may see in the workplace, with its case and rules; `kernel.not_found` otherwise. */
export async function visibleEntry(db: Platform['db'] | Tx, p: Platform, actor: Actor, id: string) {
  const row = await findEntryById(db, 'id', id)
  if (!row) throw new AppError('kernel.not_found')
  const under = await loadCase(db, row.case_id)
  const facts = entryFacts(row, under, p.clock.now(), await holdersOf(db, row))
  if (!maySeeEntry(actor, facts)) throw new AppError('kernel.not_found')
  return { row, under, facts, pack: packOf(p, under) }
}
export type VisibleEntry = Awaited<ReturnType<typeof visibleEntry>>
