import { AppError } from '@datadeed/core/kernel/errors'
import { isOpen, type ObjectionStatus } from '@datadeed/core/publication/machine'
import { canonicalize, type Json, readSketchPart, type SketchPart } from '@datadeed/evidence'
import type { Database } from '../../platform/db/connection.ts'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { readSketchOrRefuse, releaseKeyTo, sketchEpoch } from '../overlap/service.ts'
import { lockSituation } from './situation.ts'
import * as store from './sketch-store.ts'
import type { ObjectionRow } from './store.ts'

/** How often an objector may hand in sketches: each time tells a little of the other side's data. */
export const mostSketches = 5

type Of = Pick<ObjectionRow, 'id' | 'deposit_id' | 'case_status' | 'status'>

function requireOpen({ case_status, status }: Pick<Of, 'case_status' | 'status'>): void {
  if (case_status !== 'objection_pending' || !isOpen(status as ObjectionStatus))
    throw new AppError('publication.objection_settled')
}

/** The key under which an objector's machine makes sketches that can be compared with the data applied for. */
export async function releaseObjectorKey(p: Platform, row: Of) {
  requireOpen(row)
  const released = await releaseKeyTo(p, row.id, row.deposit_id)
  if (!released) throw new AppError('publication.not_comparable')
  return released
}

/** Keeps sketches of the objector's data, made where the data are; the newest count. */
export async function keepObjectorSketch(p: Platform, row: Of, sketch: unknown): Promise<void> {
  const { epoch } = readSketchOrRefuse(sketch)
  if (epoch !== (await sketchEpoch(p.db, row.deposit_id))) throw new AppError('publication.not_comparable')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const { row: locked } = await lockSituation(tx, row.id, now)
    requireOpen(locked)
    const seq = (await store.countSketches(tx, row.id)) + 1
    if (seq > mostSketches) throw new AppError('publication.sketch_limit', { limit: mostSketches })
    const part = canonicalize(sketch as Json)
    await store.insertSketch(tx, { objection_id: row.id, seq, epoch, part, uploaded_at: now })
  })
}

/** The newest sketches that an objector handed in by the link; null where there are none. */
export async function objectorSketch(db: Database, objectionId: string): Promise<SketchPart | null> {
  const found = await store.newestSketch(db, objectionId)
  return found ? readSketchPart(JSON.parse(found.part) as Json) : null
}
