import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { isOpen, type ObjectionStatus } from '@datadeed/core/publication/machine'
import type { comparedView } from '@datadeed/core/publication/mediation-schema'
import type * as schema from '@datadeed/core/publication/schema'
import { toldShare } from '@datadeed/core/publication/watch'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDeposit, getDepositFacts, listDeposits } from '../evidence/service.ts'
import { compareDeposits, compareWithDeposit, overlapFacts } from '../overlap/service.ts'
import { objectorSketch } from './own-sketch.ts'
import { lockSituation } from './situation.ts'
import * as store from './store.ts'

export type Comparison = NonNullable<z.output<typeof schema.objectionView>['comparison']>
export type Compared = z.output<typeof comparedView>

/** Below a fifth an overlap says nothing, and would tell a side too much of the other's data. */
const leastShare = 0.2

/** What the data applied for overlap, by their sketches alone. */
export async function overlapsFound(p: Platform, depositId: string): Promise<Comparison> {
  const { overlaps } = await overlapFacts(p, depositId)
  const greatest = new Map<string, Comparison[number]>()
  // The greatest of each deposit comes first.
  for (const { other, share, shareOfOther } of overlaps) {
    if (!other || greatest.has(other.depositNumber)) continue
    const { depositNumber, partyName, depositedAt } = other
    greatest.set(depositNumber, { depositNumber, partyName, depositedAt, share, shareOfOther })
  }
  return [...greatest.values()]
}

/**
 * The deposit the objector chose, or the sketches handed in by the link, beside the deposit applied for. Each side learns of its
 * own columns alone which share of their values is in the other's data, in steps, and which deposit came first; exact shares and
 * whose deposit it is are for who decides.
 */
export async function comparedOf(
  p: Platform,
  row: Pick<store.ObjectionRow, 'id' | 'deposit_id' | 'objector_deposit_id'>,
  reader: 'applicant' | 'objector' | 'registrar',
): Promise<Compared | null> {
  const sketch = row.objector_deposit_id === null ? await objectorSketch(p.db, row.id) : null
  if (row.objector_deposit_id === null && sketch === null) return null
  const applied = await getDepositFacts(p.db, row.deposit_id)
  const objectors = row.objector_deposit_id === null ? null : await getDepositFacts(p.db, row.objector_deposit_id)
  const ofApplicant = reader !== 'objector'
  const measured = objectors
    ? await compareDeposits(
        p.db,
        ...(ofApplicant ? ([applied.id, objectors.id] as const) : ([objectors.id, applied.id] as const)),
      )
    : sketch && (await compareWithDeposit(p.db, sketch, applied.id, ofApplicant))
  const whole = reader === 'registrar'
  const told = ({ share, error }: { share: number; error: number }) =>
    whole ? { share, error } : { share: toldShare(share), error: null }
  return {
    columns:
      measured?.kind !== 'compared'
        ? null
        : [
            ...(measured.rows ? [{ column: null, ofFirst: measured.rows.ofFirst }] : []),
            ...measured.columns.toSorted((a, b) => b.ofFirst.share - a.ofFirst.share),
          ]
            .filter(({ ofFirst }) => ofFirst.share >= leastShare)
            .map(({ column, ofFirst }) => ({ column, ...told(ofFirst) })),
    // Sketches without a deposit prove no time.
    objectorFirst: objectors && objectors.createdAt < applied.createdAt,
    objectorDeposit:
      whole && objectors ? { number: objectors.number, depositedAt: objectors.createdAt.toISOString() } : null,
    applicantDepositedAt: whole ? applied.createdAt.toISOString() : null,
  }
}

/** Which comparison a reader of an objection may see. */
export const readerOf = (actor: Actor): 'applicant' | 'registrar' =>
  hasRole(actor, 'examiner') ? 'registrar' : 'applicant'

/** What a signed-in objector may compare with: published deposits of the own organisation; null for whoever has none. */
export async function ownDeposits(p: Platform, actor: Actor) {
  if (actor.kind !== 'account' || !actor.partyId || !actor.partyApproved) return null
  const { items } = await listDeposits(p, actor, { limit: 100, status: 'published' })
  return items.map(({ id, number, title }) => ({ id, number, title }))
}

/** Lays a deposit of the own organisation beside the one applied for; the caller has checked that the actor is the objector. */
export async function chooseDeposit(p: Platform, actor: Actor, objectionId: string, depositId: string): Promise<void> {
  if (actor.kind !== 'account' || !actor.partyId) throw new AppError('account.signed_out')
  const { id } = await getDeposit(p, actor, depositId)
  if ((await overlapFacts(p, id)).epoch === null) throw new AppError('publication.watch_no_sketch')
  await inTx(p.db, async (tx) => {
    const { row } = await lockSituation(tx, objectionId, p.clock.now())
    if (row.case_status !== 'objection_pending' || !isOpen(row.status as ObjectionStatus))
      throw new AppError('publication.objection_settled')
    // Nobody objects to their own application, and a comparison with itself would tell nothing.
    if (row.deposit_id === id || row.party_id === actor.partyId) throw new AppError('kernel.not_found')
    await store.updateObjection(tx, objectionId, { deposit_id: id })
  })
}
