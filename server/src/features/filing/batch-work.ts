import type { BatchStatus } from '@datadeed/core/filing/batch-machine'
import { decideBatch } from '@datadeed/core/filing/batch-policy'
import { type AccountActor, system } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { sentence } from '@datadeed/core/kernel/messages'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { actAs, findActor } from '../account/service.ts'
import { advance } from './advance.ts'
import { insertAttachment } from './attachment-store.ts'
import { formOf, type KnownDeposits, knownOf, recheckRows } from './batch-check.ts'
import { findOwnDeposits, type HeldRow, listTodo, listUnchecked, lockFilings, settleRow } from './batch-row-store.ts'
import { formDigest, signedForms } from './batch-signing.ts'
import {
  type BatchRecord,
  insertBatchEvent,
  lastBatchEvent,
  lastBatchSignature,
  listBatchAttachments,
  listBatchesAtWork,
  takeBatch,
  updateBatch,
} from './batch-store.ts'
import { atWork } from './batch-view.ts'
import { insertDraft } from './draft.ts'
import { lockCase } from './store.ts'
import { submitIn } from './submission.ts'

const checkedAtOnce = 200
const draftedAtOnce = 20

/** Why one of many could not be seen to, for people to read. What is no refusal is thrown again. */
export function failureOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error
  const [first] = error.fields
  return sentence(error.code, error.params, 'zh') + (first ? `${first.message}` : '')
}

/** The job has nothing left to do: the system's own row of the procedure. */
async function finish(tx: Tx, batch: BatchRecord, now: Date): Promise<void> {
  const { to } = decideBatch(batch, 'finish', system, () => true)
  await updateBatch(tx, batch, to, {}, now)
  await insertBatchEvent(tx, {
    ...{ batchId: batch.id, at: now, command: 'finish', actorId: null, role: 'system', payload: {} },
  })
}

interface Step {
  tx: Tx
  p: Platform
  batch: BatchRecord
  cache: KnownDeposits
  now: Date
}

/** Each step is one transaction over some rows; false when nothing is left. A crash loses a step, never half of one. */
type DoStep = (step: Step) => Promise<boolean>

const checkSome: DoStep = async ({ tx, p, batch, cache, now }) => {
  const rows = await listUnchecked(tx, batch.id, checkedAtOnce)
  if (rows.length > 0) await recheckRows(tx, p, batch, rows, cache, now)
  return rows.length > 0
}

const draftSome: DoStep = async (step) => {
  const { tx, p, batch, cache, now } = step
  await lockFilings(tx, batch.partyId)
  const rows = await listTodo(tx, batch.id, draftedAtOnce)
  if (rows.length === 0) return false
  const by = await lastBatchEvent(tx, batch.id, 'make_drafts')
  if (!by) throw new Error(`batch ${batch.id} makes drafts that nobody asked for`)
  const checked = new Map((await recheckRows(tx, p, batch, rows, cache, now)).map((one) => [one.line, one]))
  const deposits = await findOwnDeposits(tx, batch.partyId, [...new Set(rows.map((row) => row.depositNumber))])
  const papers = await listBatchAttachments(tx, batch.id)
  const attach = async (caseId: string) => {
    for (const paper of papers)
      await insertAttachment(tx, caseId, { ...paper, id: newId<'attachment'>(), uploadedAt: now }, by.actorId)
  }
  for (const row of rows) {
    const found = checked.get(row.line)
    const deposit = deposits.get(row.depositNumber)
    if (!deposit || !found || found.errors > 0 || found.repeats) {
      const failure = found?.repeats ? null : '复查时发现新的问题，没有生成草稿，请按检查结果修改。'
      await settleRow(tx, batch.id, row.line, { failure })
      continue
    }
    const known = await knownOf(tx, cache, deposit.id)
    const { partyId } = batch
    const draft = { partyId, accountId: by.actorId, depositId: deposit.id, known, now, form: formOf(row), attach }
    await settleRow(tx, batch.id, row.line, { caseId: await insertDraft(tx, p, draft) })
  }
  return true
}

/** One row at a time, so that what refuses one takes nothing back from another. */
async function settleNext(step: Step, done: HeldRow | undefined, work: (row: HeldRow) => Promise<void>) {
  if (!done) return false
  await work(done)
  await settleRow(step.tx, step.batch.id, done.line, {})
  return true
}

const submitNext: DoStep = async (step) => {
  const { tx, p, batch, now } = step
  const [row] = await listTodo(tx, batch.id, 1)
  return await settleNext(step, row, async ({ caseId }) => {
    const signature = await lastBatchSignature(tx, batch.id)
    const found = caseId ? await lockCase(tx, caseId) : undefined
    if (!signature || !found) throw new Error(`batch ${batch.id} submits what nobody signed`)
    // Sent in before this run was cut off.
    if (found.status !== 'draft' && found.status !== 'awaiting_signature') return
    const signed = signedForms(signature.content).get(found.number)
    const demand = () => {
      if (signed !== formDigest(found.form)) throw new AppError('filing.batch_changed')
    }
    const actor = await signatory(tx, p, signature.by, signature.delegationId)
    await submitIn(tx, p, { actor, caseId: found.id, version: found.version, now, demand })
  })
}

/** Who signed must still be a signatory of the company when it is sent in, or its delegation must still be in force. */
async function signatory(tx: Tx, p: Platform, accountId: string, delegationId: string | null): Promise<AccountActor> {
  const actor = await findActor(tx, accountId)
  if (!actor) throw new AppError('kernel.forbidden')
  if (delegationId === null) return actor
  const acting = await actAs(p, actor, delegationId)
  acting.errand.demand({ feature: 'filing', operation: 'signBatch', method: 'POST' })
  return acting.actor
}

const withdrawNext: DoStep = async (step) => {
  const { tx, p, batch, now } = step
  const [row] = await listTodo(tx, batch.id, 1)
  return await settleNext(step, row, async ({ caseId }) => {
    const by = await lastBatchEvent(tx, batch.id, 'undo')
    const found = caseId ? await lockCase(tx, caseId) : undefined
    if (!by || !found) throw new Error(`batch ${batch.id} withdraws what nobody asked for`)
    if (found.status !== 'draft' && found.status !== 'awaiting_signature') return
    const actor = await signatory(tx, p, by.actorId, by.delegationId)
    const note = typeof by.payload.reason === 'string' ? by.payload.reason : ''
    await advance(tx, p, { caseId: found.id, command: 'withdraw', actor, now, note, set: { due: null } })
  })
}

const steps: Partial<Record<BatchStatus, DoStep>> = {
  checking: checkSome,
  drafting: draftSome,
  submitting: submitNext,
  undoing: withdrawNext,
}

/** Does one step in a transaction; a refusal is kept with the row it is about. False when the batch needs no more. */
async function doStep(p: Platform, batchId: string, cache: KnownDeposits): Promise<boolean> {
  const now = p.clock.now()
  try {
    return await inTx(p.db, async (tx) => {
      const batch = await takeBatch(tx, batchId, atWork)
      const step = batch && steps[batch.status]
      if (!batch || !step) return false
      if (!(await step({ tx, p, batch, cache, now }))) await finish(tx, batch, now)
      return true
    })
  } catch (error) {
    const failure = failureOf(error)
    return await inTx(p.db, async (tx) => {
      const batch = await takeBatch(tx, batchId, ['submitting', 'undoing'])
      const [row] = batch ? await listTodo(tx, batchId, 1) : []
      if (!row) throw error
      await settleRow(tx, batchId, row.line, { failure })
      return true
    })
  }
}

/** Goes on with a batch until its job is done; where another process is at it, that one goes on. */
export async function runBatch(p: Platform, batchId: string): Promise<void> {
  const cache: KnownDeposits = new Map()
  while (await doStep(p, batchId, cache));
}

/** Batches whose job was cut off, by a crash or a restart, go on. */
export async function sweepBatches(p: Platform): Promise<void> {
  for (const batchId of await listBatchesAtWork(p.db, 50)) await runBatch(p, batchId)
}
