import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Party = components['schemas']['Party']
export const partyStatuses = ['pending', 'approved', 'rejected'] as const
export const partyFilters = ['status', 'prefectureCode', 'q'] as const

function filterOf({ status, prefectureCode, q, cursor }: ListSearch) {
  const known = partyStatuses.find((name) => name === status)
  return {
    limit: 20,
    ...(known && { status: known }),
    ...(prefectureCode && { prefectureCode }),
    ...(q && { q: q.slice(0, 100) }),
    ...(cursor && { cursor }),
  }
}

export const partiesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['parties', 'list', search],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/parties', { signal, params: { query: filterOf(search) } })),
  })

export const partyQuery = (id: string) =>
  queryOptions({
    queryKey: ['parties', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/parties/{id}', { signal, params: { path: { id } } })),
  })

const at = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const approveParty = (id: string, key: string) => bodyOf(api.POST('/api/v1/parties/{id}/approval', at(id, key)))

export const rejectParty = (id: string, reason: string, key: string) =>
  bodyOf(api.POST('/api/v1/parties/{id}/rejection', { ...at(id, key), body: { reason } }))
