import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components, paths } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Hook = components['schemas']['WebHook']
export type NewHook = paths['/api/v1/web-hooks']['post']['requestBody']['content']['application/json']
export type ChangedHook = paths['/api/v1/web-hooks/{id}']['put']['requestBody']['content']['application/json']
export type Delivery = components['schemas']['WebHookDelivery']
export type ApiKey = components['schemas']['ApiKey']
export type NewKey = paths['/api/v1/api-keys']['post']['requestBody']['content']['application/json']

const one = (id: string) => ({ params: { path: { id } } })

export const hooksQuery = queryOptions({
  queryKey: ['web-hooks'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/web-hooks', { signal })),
})
export const hookQuery = (id: string) =>
  queryOptions({
    queryKey: ['web-hooks', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/web-hooks/{id}', { ...one(id), signal })),
  })
export const deliveriesQuery = (id: string, { cursor }: ListSearch) =>
  queryOptions({
    queryKey: ['web-hooks', id, 'deliveries', cursor ?? ''],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v1/web-hooks/{id}/deliveries', {
          params: { path: { id }, query: { ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    // A test message arrives while one looks.
    refetchInterval: 5_000,
  })

export const addHook = (body: NewHook) => bodyOf(api.POST('/api/v1/web-hooks', { body }))
export const changeHook = (id: string, body: ChangedHook) =>
  bodyOf(api.PUT('/api/v1/web-hooks/{id}', { ...one(id), body }))
export const removeHook = (id: string) => bodyOf(api.DELETE('/api/v1/web-hooks/{id}', one(id)))
export const renewSecret = (id: string) => bodyOf(api.POST('/api/v1/web-hooks/{id}/secret', one(id)))
export const pingHook = (id: string) => bodyOf(api.POST('/api/v1/web-hooks/{id}/ping', one(id)))
export const resend = (id: string, webhookId: string) =>
  bodyOf(api.POST('/api/v1/web-hooks/{id}/deliveries/{webhookId}/resend', { params: { path: { id, webhookId } } }))

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/api-keys', { signal })),
})
export const keyActsQuery = (id: string) =>
  queryOptions({
    queryKey: ['api-keys', id, 'acts'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/api-keys/{id}/acts', { ...one(id), signal })),
  })
export const makeKey = (body: NewKey) => bodyOf(api.POST('/api/v1/api-keys', { body }))
export const revokeKey = (id: string) => bodyOf(api.DELETE('/api/v1/api-keys/{id}', one(id)))
