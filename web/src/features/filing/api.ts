import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Schemas = components['schemas']
export type Case = Schemas['Case']
export type Form = Schemas['CaseDraft']
export type Field = keyof Form
export type Finding = Schemas['Finding']
export type Attachment = Schemas['Attachment']
export type CaseStatus = Schemas['CaseStatus']
export type Direction = NonNullable<Form['direction']>

const at = (id: string) => ({ params: { path: { id } } })
const keyed = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const caseFilters = ['q', 'status', 'direction', 'overdue'] as const

export const casesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['cases', search],
    queryFn: ({ signal }) => {
      const { q, status, direction, overdue, cursor, sort } = search
      // What an address says is checked by the server, which refuses an unknown value with a sentence.
      const query = {
        ...(q && { q }),
        ...(status && { status: status as CaseStatus }),
        ...(direction && { direction: direction as Direction }),
        ...(overdue === 'true' && { overdue: 'true' as const }),
        ...((sort === 'due' || sort === 'submitted') && { sort: sort as 'due' | 'submitted' }),
        ...(cursor && { cursor }),
        limit: 20,
      }
      return bodyOf(api.GET('/api/v1/cases', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const getCase = (id: string, signal?: AbortSignal) =>
  bodyOf(api.GET('/api/v1/cases/{id}', { ...at(id), ...(signal && { signal }) }))

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => getCase(id, signal) })

export type Answer = { itemId: string; text: string }
export type Patch = { version: number; set: Form; clear: string[]; answers?: Answer[] }
export const saveCase = (id: string, body: Patch) => bodyOf(api.PATCH('/api/v1/cases/{id}', { ...at(id), body }))

export const removeAttachment = (id: string, attachmentId: string) =>
  bodyOf(api.DELETE('/api/v1/cases/{id}/attachments/{attachmentId}', { params: { path: { id, attachmentId } } }))
export const attachmentHref = (id: string, attachmentId: string) => `/api/v1/cases/${id}/attachments/${attachmentId}`
export const receiptHref = (id: string) => `/api/v1/cases/${id}/submission-receipt.pdf`
export const letterHref = (id: string, letterId: string) => `/api/v1/cases/${id}/letters/${letterId}`

export const requestSignature = (id: string, body: { version: number; note: string }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/signature-request', { ...keyed(id, key), body }))
export const returnToFiler = (id: string, body: { version: number; reason: string }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/return-to-filer', { ...keyed(id, key), body }))
export const submitCase = (id: string, body: { version: number }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/submission', { ...keyed(id, key), body }))
export const withdrawCase = (id: string, body: { version: number; reason: string }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/withdrawal', { ...keyed(id, key), body }))
export const respond = (id: string, body: { version: number }, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/response', { ...keyed(id, key), body }))
