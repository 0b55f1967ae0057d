import { batchColumns } from '@datadeed/core/filing/batch-columns'
import { type BatchGuard, type BatchStatus, batchStatuses } from '@datadeed/core/filing/batch-machine'
import { maySeeBatch, offeredForBatch } from '@datadeed/core/filing/batch-policy'
import type { BatchRowView, BatchView, batchBrief, batchQuery, batchRowQuery } from '@datadeed/core/filing/batch-schema'
import { type Actor, hasRole, organisationOf } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodeCursor, decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { actorsOn } from '../account/service.ts'
import { countReceived, listBatchRows } from './batch-row-store.ts'
import { type BatchRecord, findBatch, listBatchAttachments } from './batch-store.ts'
import {
  type Counts,
  countRows,
  countRules,
  listBatchEvents,
  listColumns,
  listPartyBatches,
} from './batch-view-store.ts'

type Brief = z.output<typeof batchBrief>

const none: Counts = {
  ...{ rows: 0, checked: 0, errors: 0, warnings: 0, repeated: 0 },
  ...{ clean: 0, drafts: 0, submitted: 0, withdrawn: 0, failed: 0 },
}

/** The batch, or `kernel.not_found` where it does not exist or is another company's. */
export function ownBatch(row: BatchRecord | undefined, actor: Actor): BatchRecord {
  if (!row || !maySeeBatch(actor, row)) throw new AppError('kernel.not_found')
  return row
}

/** The guards as they stand by the counts. */
export function batchGuards(counts: Counts): Record<BatchGuard, boolean> {
  return { clean_rows: counts.clean > 0, open_drafts: counts.drafts > 0 }
}

export async function countsOf(p: Platform, batchId: string): Promise<Counts> {
  return (await countRows(p.db, [batchId])).get(batchId) ?? none
}

const noteOf = ({ fileName, reason, count }: Record<string, unknown>): string =>
  [fileName, reason, count].filter((part) => part !== undefined && part !== '').join('，')

/** A batch as its company sees it. */
export async function batchDetail(p: Platform, actor: Actor, id: string): Promise<BatchView> {
  const batch = ownBatch(await findBatch(p.db, id), actor)
  const [counts, received, columns, rules, attachments, events] = await Promise.all([
    countsOf(p, id),
    countReceived(p.db, batch),
    listColumns(p.db, id),
    countRules(p.db, id),
    listBatchAttachments(p.db, id),
    listBatchEvents(p.db, id),
  ])
  const guards = batchGuards(counts)
  const actorOf = await actorsOn(
    p.db,
    events.map(({ delegationId }) => delegationId),
  )
  return {
    ...briefOf(batch, counts),
    ...{ sha256: batch.sha256, bytes: batch.bytes, revision: batch.revision, received, rules },
    columns: batchColumns.flatMap(({ key }) => (columns.includes(key) ? [key] : [])),
    attachments: attachments.map((item) => ({
      ...item,
      kind: item.kind as BatchView['attachments'][number]['kind'],
      bytes: Number(item.bytes),
      uploadedAt: item.uploadedAt.toISOString(),
    })),
    events: events.map(({ at, command, actor: who, delegationId, payload }) => ({
      ...{ at: at.toISOString(), command, actor: who === 'system' ? '系统' : actorOf(delegationId, who) },
      note: noteOf(payload),
    })),
    can: offeredForBatch(actor, batch, (guard) => guards[guard]),
  }
}

function briefOf(
  batch: Pick<BatchRecord, 'id' | 'fileName' | 'part' | 'status' | 'createdAt' | 'updatedAt'>,
  counts: Counts,
): Brief {
  const { id, fileName, part, status } = batch
  return {
    ...{ id, fileName, part, status, counts },
    createdAt: batch.createdAt.toISOString(),
    updatedAt: batch.updatedAt.toISOString(),
  }
}

/** The company's batches, newest first. */
export async function listBatches(p: Platform, actor: Actor, query: z.output<typeof batchQuery>) {
  const partyId = hasRole(actor, 'filer', 'signatory') ? organisationOf(actor, 'batch') : null
  if (!partyId) return { items: [], next: null, total: 0 }
  const after = decodePlace(query.cursor, 'moment')
  const { rows, total } = await listPartyBatches(p.db, partyId, after, query.limit + 1)
  const counts = await countRows(
    p.db,
    rows.map(({ id }) => id),
  )
  const page = pageOfRows(rows, query.limit, ({ createdAt, id }) => [createdAt.toISOString(), id])
  return { items: page.items.map((row) => briefOf(row, counts.get(row.id) ?? none)), next: page.next, total }
}

function lineOf(cursor: string | undefined): number {
  if (!cursor) return 0
  const [line] = decodeCursor(cursor, 1)
  if (typeof line === 'number' && Number.isInteger(line) && line >= 0 && line < 2 ** 31) return line
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'cursor', message: '翻页标记无效，请从第一页开始' },
  ])
}

/** The rows of a batch with what was found in each, in their order. */
export async function listRowsOfBatch(p: Platform, actor: Actor, id: string, query: z.output<typeof batchRowQuery>) {
  ownBatch(await findBatch(p.db, id), actor)
  const { limit, cursor, ...filter } = query
  const { rows, total } = await listBatchRows(p.db, id, filter, lineOf(cursor), limit + 1)
  const page = pageOfRows(rows, limit, ({ line }) => [line])
  const items = page.items.map(
    (row): BatchRowView => ({
      ...{ line: row.line, version: row.version, name: row.name, cells: row.cells, checked: row.checked },
      findingList: row.findings,
      repeats:
        row.repeatsLine !== null && row.repeatsBatch !== null
          ? { line: row.repeatsLine, batchId: row.repeatsBatch, fileName: row.repeatsFile ?? '' }
          : null,
      failure: row.failure,
      case:
        row.caseId && row.caseNumber && row.caseStatus
          ? { id: row.caseId, number: row.caseNumber, status: row.caseStatus }
          : null,
    }),
  )
  return { items, next: page.next, total }
}

/** States in which a job is at work on the batch. */
export const atWork: readonly BatchStatus[] = batchStatuses.filter(
  (status) => !['receiving', 'ready', 'undone'].includes(status),
)
