import { queryOptions } from '@tanstack/react-query'
import type { components, paths } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'

export type Watch = components['schemas']['NoticeWatch']
export type NewWatch = NonNullable<paths['/api/v1/watches']['post']['requestBody']>['content']['application/json']

export const watchesQuery = queryOptions({
  queryKey: ['watches'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/watches', { signal })),
})

/** Deposits to choose from, newest first. */
export const ownDepositsQuery = queryOptions({
  queryKey: ['deposits', 'to watch by'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deposits', { params: { query: { limit: 100 } }, signal })),
})

export const addWatch = (body: NewWatch, key: string) =>
  bodyOf(api.POST('/api/v1/watches', { body, headers: { 'Idempotency-Key': key } }))

export const removeWatch = (id: string) => bodyOf(api.DELETE('/api/v1/watches/{id}', { params: { path: { id } } }))
