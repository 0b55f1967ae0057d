import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { paths } from '../../app/paths.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Experts = paths['/api/v1/experts']['get']['responses'][200]['content']['application/json']
export type Expert = Experts['items'][number]
export type ExpertInput = NonNullable<paths['/api/v1/experts']['post']['requestBody']>['content']['application/json']
export type Choices = paths['/api/v1/cases/{id}/expert-choices']['get']['responses'][200]['content']['application/json']
type Requests = paths['/api/v1/cases/{id}/expert-requests']['get']['responses'][200]['content']['application/json']
export type ExpertRequest = Requests['items'][number]
export type Asking = Omit<
  NonNullable<paths['/api/v1/cases/{id}/expert-requests']['post']['requestBody']>['content']['application/json'],
  'version'
>

export const expertFilters = ['q'] as const
const keyed = (key: string) => ({ headers: { 'Idempotency-Key': key } })
const at = (id: string) => ({ params: { path: { id } } })

export const expertsQuery = ({ q, cursor }: ListSearch) =>
  queryOptions({
    queryKey: ['experts', q, cursor],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/experts', { signal, params: { query: { ...(q && { q }), ...(cursor && { cursor }) } } })),
  })
export const addExpert = (body: ExpertInput, key: string) =>
  bodyOf(api.POST('/api/v1/experts', { ...keyed(key), body }))
export const changeExpert = (id: string, version: number, body: ExpertInput) =>
  bodyOf(api.PUT('/api/v1/experts/{id}', { ...at(id), body: { ...body, version } }))

/** Whom one may ask, as of a version of the case. */
export const choicesQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['cases', 'expert-choices', id, version],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/expert-choices', { signal, ...at(id) })),
  })
export const requestsQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'expert-requests', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/expert-requests', { signal, ...at(id) })),
  })
export const askExpert = ({ id, version }: { id: string; version: number }, body: Asking, key: string) =>
  bodyOf(api.POST('/api/v1/cases/{id}/expert-requests', { ...at(id), ...keyed(key), body: { ...body, version } }))
export const recallExpert = (id: string, requestId: string, reason: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/expert-requests/{requestId}/recall', {
      ...{ params: { path: { id, requestId } }, ...keyed(key), body: { reason } },
    }),
  )
export const resendExpertLink = (id: string, requestId: string, key: string) =>
  bodyOf(
    api.POST('/api/v1/cases/{id}/expert-requests/{requestId}/resending', {
      ...{ params: { path: { id, requestId } }, ...keyed(key) },
    }),
  )
