import { createHash } from 'node:crypto'
import type { BatchCommand } from '@datadeed/core/filing/batch-machine'
import { decideBatch } from '@datadeed/core/filing/batch-policy'
import { cleanCells, depositNumber } from '@datadeed/core/filing/batch-row'
import type * as schema from '@datadeed/core/filing/batch-schema'
import type { BatchRowView, BatchView } from '@datadeed/core/filing/batch-schema'
import { type AccountActor, type Actor, hasRole, organisationOf } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { PartyId } from '@datadeed/core/kernel/ids'
import { canonicalize } from '@datadeed/evidence'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { maxAttachments, takeUpload, type UploadPart } from './attachments.ts'
import { recheckRows } from './batch-check.ts'
import {
  changeRow,
  countReceived,
  dropOlderRows,
  forgetChecks,
  type HeldRow,
  listMarks,
  listRows,
  markTodo,
  type NewBatchRow,
  upsertRows,
} from './batch-row-store.ts'
import { signingList } from './batch-signing.ts'
import {
  type BatchChange,
  type BatchRecord,
  findBatch,
  findBatchOfFile,
  insertBatch,
  insertBatchAttachment,
  insertBatchEvent,
  insertBatchSignature,
  listBatchAttachments,
  lockBatch,
  removeBatchAttachment,
  updateBatch,
} from './batch-store.ts'
import { atWork, batchDetail, batchGuards, countsOf, listRowsOfBatch, ownBatch } from './batch-view.ts'

/** Who files in batches, for the own organisation or for the one that delegated it. */
function filer(actor: Actor): AccountActor & { company: PartyId } {
  if (actor.kind !== 'account' || !hasRole(actor, 'filer', 'signatory')) throw new AppError('kernel.forbidden')
  const company = organisationOf(actor, 'batch')
  if (company) return { ...actor, company }
  if (actor.delegation) throw new AppError('kernel.not_found')
  throw new AppError(actor.partyId ? 'party.not_approved' : 'kernel.forbidden')
}

interface Asked {
  batchId: string
  command: BatchCommand
  actor: AccountActor
  now: Date
  /** Rows that hold the guards, counted in the transaction. */
  guards?: ReturnType<typeof batchGuards>
  set?: BatchChange
  payload?: Record<string, unknown>
}

/** Locks the batch and decides; nothing is written yet. */
async function admitted(tx: Tx, { batchId, command, actor, guards }: Asked) {
  const batch = ownBatch(await lockBatch(tx, batchId), actor)
  return { batch, taken: decideBatch(batch, command, actor, (guard) => guards?.[guard] === true) }
}

/** Takes a row of the batch's procedure: new state, appended event, and the job that it causes. */
async function take(tx: Tx, asked: Asked): Promise<BatchRecord> {
  const { batch, taken } = await admitted(tx, asked)
  const after = await updateBatch(tx, batch, taken.to, asked.set ?? {}, asked.now)
  await insertBatchEvent(tx, {
    ...{ batchId: batch.id, at: asked.now, command: asked.command, actorId: asked.actor.accountId },
    delegationId: asked.actor.delegation?.id ?? null,
    role: taken.by === 'own_signatory' || !asked.actor.roles.includes('filer') ? 'signatory' : 'filer',
    payload: asked.payload ?? {},
  })
  if (atWork.includes(taken.to))
    await enqueue(tx, 'filing.batch', { batchId: batch.id }, { key: `filing.batch ${batch.id}` })
  return after
}

/** Opens the batch of a file, or finds it: the same file is one batch, whoever of the company hands it in and how often. */
export async function openBatch(p: Platform, actor: Actor, body: z.output<typeof schema.newBatch>): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  const id = await inTx(p.db, async (tx) => {
    const batch = { ...body, id: newId<'batch'>(), partyId: me.company, createdBy: me.accountId, createdAt: now }
    if (await insertBatch(tx, batch)) {
      const payload = { fileName: body.fileName, sha256: body.sha256 }
      await insertBatchEvent(tx, {
        ...{ batchId: batch.id, at: now, command: 'upload', actorId: me.accountId, payload },
        delegationId: me.delegation?.id ?? null,
        role: me.roles.includes('filer') ? 'filer' : 'signatory',
      })
      return batch.id
    }
    const found = await findBatchOfFile(tx, batch)
    if (!found) throw new AppError('kernel.unavailable')
    return found.id
  })
  return await batchDetail(p, actor, id)
}

/** Begins the upload of a corrected file. The file that is there already begins nothing. */
export async function uploadCorrected(
  p: Platform,
  actor: Actor,
  batchId: string,
  body: z.output<typeof schema.batchUpload>,
): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const asked = { batchId, command: 'upload', actor: me, now } as const
    const { batch } = await admitted(tx, asked)
    if (batch.sha256 === body.sha256) return
    const other = await findBatchOfFile(tx, { ...body, partyId: batch.partyId, part: batch.part })
    if (other)
      throw new AppError('kernel.invalid_input', { count: 1 }, [
        { path: 'sha256', message: `这个文件已经是另一批（${other.fileName}），请在那一批里办理` },
      ])
    const { fileName, sha256, bytes, partial } = body
    const set = { fileName, sha256, bytes, partial, revision: batch.revision + 1 }
    await take(tx, { ...asked, set, payload: { fileName, sha256 } })
  })
  return await batchDetail(p, actor, batchId)
}

function rowOf(line: number, given: Record<string, string>): NewBatchRow {
  const cells = cleanCells(given)
  const digest = createHash('sha256').update(canonicalize(cells)).digest('hex')
  return { line, cells, digest, name: cells.name ?? '', depositNumber: depositNumber(cells) }
}

/** Takes rows of the upload under way; the same rows again change nothing. */
export async function receiveRows(
  p: Platform,
  actor: Actor,
  batchId: string,
  body: z.output<typeof schema.batchRows>,
): Promise<{ received: number }> {
  const me = filer(actor)
  const rows = [...new Map(body.rows.map(({ line, cells }) => [line, rowOf(line, cells)])).values()]
  return await inTx(p.db, async (tx) => {
    const batch = ownBatch(await lockBatch(tx, batchId), me)
    if (batch.revision !== body.revision) throw new AppError('filing.batch_superseded')
    decideBatch(batch, batch.status === 'receiving' ? 'upload' : 'close', me, () => false)
    await upsertRows(tx, batch, rows)
    return { received: await countReceived(tx, batch) }
  })
}

/** Ends an upload: all rows are there, and are checked from here on. */
export async function closeBatch(
  p: Platform,
  actor: Actor,
  batchId: string,
  { revision, rows }: z.output<typeof schema.batchClose>,
): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const batch = ownBatch(await lockBatch(tx, batchId), me)
    if (batch.revision !== revision) throw new AppError('filing.batch_superseded')
    const received = await countReceived(tx, batch)
    // Another window was first.
    if (batch.status !== 'receiving' && received === rows) return
    if (received !== rows) throw new AppError('filing.batch_incomplete', { rows, received })
    await take(tx, { batchId, command: 'close', actor: me, now, payload: { count: `${rows} 条` } })
    if (!batch.partial) await dropOlderRows(tx, batch)
    await forgetChecks(tx, batchId)
  })
  return await batchDetail(p, actor, batchId)
}

/** Changes cells of one row in place, and checks it and the rows it may have repeated or contradicted. */
export async function correctRow(
  p: Platform,
  actor: Actor,
  batchId: string,
  line: number,
  body: z.output<typeof schema.batchRowPatch>,
): Promise<BatchRowView> {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const { batch } = await admitted(tx, { batchId, command: 'correct', actor: me, now })
    const [row] = await listRows(tx, batchId, [line])
    if (!row) throw new AppError('kernel.not_found')
    if (row.caseId !== null) throw new AppError('filing.command_not_offered', { status: '已生成草稿' })
    if (row.version !== body.version) throw new AppError('kernel.stale_version')
    const changed = rowOf(line, { ...row.cells, ...body.cells })
    const same = (mark: Pick<HeldRow, 'digest' | 'name' | 'depositNumber'>, other: NewBatchRow) =>
      mark.digest === other.digest || (mark.name === other.name && mark.depositNumber === other.depositNumber)
    await changeRow(tx, batchId, changed)
    const touched = (await listMarks(tx, batchId))
      .filter((mark) => mark.caseId === null && (same(mark, row) || same(mark, changed)))
      .map((mark) => mark.line)
    await recheckRows(tx, p, batch, await listRows(tx, batchId, touched), new Map(), now)
    await updateBatch(tx, batch, batch.status, {}, now)
  })
  const { items } = await listRowsOfBatch(p, actor, batchId, { limit: 1, cursor: cursorBefore(line) })
  const [view] = items
  if (!view) throw new AppError('kernel.not_found')
  return view
}

const cursorBefore = (line: number) => Buffer.from(JSON.stringify([line - 1])).toString('base64url')

/** Adds a paper that every application of the batch gets. */
export async function attachToBatch(p: Platform, actor: Actor, batchId: string, parts: AsyncIterable<UploadPart>) {
  const me = filer(actor)
  const batch = ownBatch(await findBatch(p.db, batchId), me)
  decideBatch(batch, 'attach', me, () => false)
  const row = await takeUpload(p, parts)
  await inTx(p.db, async (tx) => {
    if ((await listBatchAttachments(tx, batchId)).length >= maxAttachments)
      throw new AppError('filing.attachment_count', { limit: maxAttachments })
    await take(tx, { batchId, command: 'attach', actor: me, now: row.uploadedAt, payload: { fileName: row.name } })
    await insertBatchAttachment(tx, batchId, row, me.accountId)
    await forgetChecks(tx, batchId)
  })
  return await batchDetail(p, actor, batchId)
}

/** Takes a paper off the batch; drafts made already keep it. */
export async function detachFromBatch(p: Platform, actor: Actor, batchId: string, attachmentId: string) {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    await take(tx, { batchId, command: 'attach', actor: me, now, payload: { reason: '移除附件' } })
    if (!(await removeBatchAttachment(tx, batchId, attachmentId, now))) throw new AppError('kernel.not_found')
    await forgetChecks(tx, batchId)
  })
  return await batchDetail(p, actor, batchId)
}

/** Makes drafts of all rows without an error; the worker does it. */
export async function makeDrafts(p: Platform, actor: Actor, batchId: string): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  const guards = batchGuards(await countsOf(p, batchId))
  await inTx(p.db, async (tx) => {
    const asked = { batchId, command: 'make_drafts', actor: me, now, guards } as const
    await admitted(tx, asked)
    const count = await markTodo(tx, batchId, 'clean')
    await take(tx, { ...asked, payload: { count: `${count} 件` } })
  })
  return await batchDetail(p, actor, batchId)
}

/** What one confirmation would sign now. */
export async function getSigning(p: Platform, actor: Actor, batchId: string) {
  const batch = ownBatch(await findBatch(p.db, batchId), actor)
  decideBatch(batch, 'submit', { ...filer(actor), roles: ['signatory'] }, () => true)
  const { content: _, ...list } = await signingList(p.db, batchId)
  return list
}

/** Signs the list that was shown and nothing else; the worker submits each application under its own number. */
export async function signBatch(
  p: Platform,
  actor: Actor,
  batchId: string,
  { sha256 }: z.output<typeof schema.batchSignature>,
): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const guards = { clean_rows: false, open_drafts: true }
    const asked = { batchId, command: 'submit', actor: me, now, guards } as const
    await admitted(tx, asked)
    const list = await signingList(tx, batchId)
    if (list.items.length === 0) throw new AppError('filing.batch_no_drafts')
    if (list.sha256 !== sha256) throw new AppError('filing.batch_changed')
    await insertBatchSignature(tx, {
      ...list,
      batchId,
      by: me.accountId,
      delegationId: me.delegation?.id ?? null,
      at: now,
    })
    const numbers = list.items.map(({ number }) => number)
    await markTodo(tx, batchId, 'drafts', numbers)
    await take(tx, { ...asked, payload: { count: `${numbers.length} 件`, sha256 } })
  })
  return await batchDetail(p, actor, batchId)
}

/** Takes the batch back: its drafts are withdrawn, what was submitted stays as it is. */
export async function undoBatch(
  p: Platform,
  actor: Actor,
  batchId: string,
  { reason }: z.output<typeof schema.batchUndo>,
): Promise<BatchView> {
  const me = filer(actor)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const asked = { batchId, command: 'undo', actor: me, now } as const
    await admitted(tx, asked)
    await markTodo(tx, batchId, 'drafts')
    await take(tx, { ...asked, payload: { reason } })
  })
  return await batchDetail(p, actor, batchId)
}
