import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Schemas = components['schemas']
export type Batch = Schemas['Batch']
export type BatchRow = Schemas['BatchRow']
export type BatchStatus = Schemas['BatchStatus']

const at = (id: string) => ({ params: { path: { id } } })
const keyed = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const batchesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['batches', search],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v1/batches', {
          params: { query: { limit: 20, ...(search.cursor && { cursor: search.cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

/** States in which the worker is at it, and the page looks again. */
export const atWork = (status: BatchStatus) => ['checking', 'drafting', 'submitting', 'undoing'].includes(status)

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/batches/{id}', { ...at(id), signal })),
    refetchInterval: ({ state }) => (state.data && atWork(state.data.status) ? 1000 : false),
  })

export const rowFilters = ['only', 'q', 'code'] as const
export const onlyKeys = ['errors', 'warnings', 'clean', 'repeated', 'drafts', 'submitted', 'failed'] as const

const rowsOf = (id: string, search: ListSearch, limit: number, signal?: AbortSignal) => {
  const { q, code, cursor } = search
  const only = onlyKeys.find((key) => key === search.only)
  const query = { limit, ...(only && { only }), ...(q && { q }), ...(code && { code }), ...(cursor && { cursor }) }
  return bodyOf(api.GET('/api/v1/batches/{id}/rows', { params: { path: { id }, query }, ...(signal && { signal }) }))
}

export const rowsQuery = (id: string, search: ListSearch) =>
  queryOptions({
    queryKey: ['batch', id, 'rows', search],
    queryFn: ({ signal }) => rowsOf(id, search, 20, signal),
    placeholderData: keepPreviousData,
  })

/** All rows of a batch that a list of errors has: with an error, a warning, a repetition or a failure. */
export async function rowsToReport(id: string): Promise<BatchRow[]> {
  const rows: BatchRow[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await rowsOf(id, cursor ? { cursor } : {}, 100)
    rows.push(...page.items.filter((row) => row.findingList.length > 0 || row.repeats || row.failure))
    cursor = page.next
  }
  return rows
}

export type NewBatch = { fileName: string; sha256: string; bytes: number }
export const openBatch = (body: NewBatch) => bodyOf(api.POST('/api/v1/batches', { body: { ...body, part: 1 } }))
export const uploadBatch = (id: string, body: NewBatch & { partial: boolean }) =>
  bodyOf(api.POST('/api/v1/batches/{id}/uploads', { ...at(id), body }))
export const putRows = (
  id: string,
  body: { revision: number; rows: { line: number; cells: Record<string, string> }[] },
) => bodyOf(api.PUT('/api/v1/batches/{id}/rows', { ...at(id), body }))
export const closeBatch = (id: string, body: { revision: number; rows: number }) =>
  bodyOf(api.POST('/api/v1/batches/{id}/close', { ...at(id), body }))
export const correctRow = (id: string, line: number, body: { version: number; cells: Record<string, string> }) =>
  bodyOf(api.PATCH('/api/v1/batches/{id}/rows/{line}', { params: { path: { id, line } }, body }))
export const removePaper = (id: string, attachmentId: string) =>
  bodyOf(api.DELETE('/api/v1/batches/{id}/attachments/{attachmentId}', { params: { path: { id, attachmentId } } }))
export const makeDrafts = (id: string, key: string) => bodyOf(api.POST('/api/v1/batches/{id}/drafts', keyed(id, key)))
export const getSigning = (id: string) => bodyOf(api.GET('/api/v1/batches/{id}/signing', at(id)))
export const signBatch = (id: string, sha256: string, key: string) =>
  bodyOf(api.POST('/api/v1/batches/{id}/submission', { ...keyed(id, key), body: { sha256 } }))
export const undoBatch = (id: string, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/batches/{id}/undo', { ...keyed(id, key), body: { reason } }))
