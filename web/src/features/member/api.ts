import { queryOptions } from '@tanstack/react-query'
import type { paths } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'

export type NewMember = paths['/api/v1/members']['post']['requestBody']['content']['application/json']

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/members', { signal })),
})

export const addMember = (body: NewMember, key: string) =>
  bodyOf(api.POST('/api/v1/members', { body, headers: { 'Idempotency-Key': key } }))
