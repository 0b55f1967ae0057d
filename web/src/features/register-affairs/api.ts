import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import { newKey } from '../../app/idempotency.ts'
import { toProblem } from '../../app/problem.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Registration = components['schemas']['Registration']
export type Affair = components['schemas']['RegisterAffair']
export type Kind = Affair['kind']
export type Command = Affair['can'][number]
export const registrationFilters = ['q', 'waiting'] as const

export const registrationsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['registrations', search],
    queryFn: ({ signal }) => {
      const query = {
        ...(search.q && { q: search.q }),
        ...(search.waiting === 'true' && { waiting: 'true' as const }),
        ...(search.cursor && { cursor: search.cursor }),
      }
      return bodyOf(api.GET('/api/v1/registrations', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const registrationQuery = (id: string) =>
  queryOptions({
    queryKey: ['registration', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/registrations/{id}', { params: { path: { id } }, signal })),
  })

const keyed = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export type NewAffair = {
  kind: Kind
  ground: string
  reason: string
  order: { issuer: string; number: string; date: string } | null
  changes: { field: 'holder' | 'address' | 'name' | 'scenario'; to: string }[]
}
export const beginAffair = (id: string, body: NewAffair, key: string) =>
  bodyOf(api.POST('/api/v1/registrations/{id}/affairs', { ...keyed(id, key), body }))

export type Step = { version: number; command: Exclude<Command, 'attach' | 'lapse'>; note: string }
export const moveAffair = (id: string, body: Step, key: string) =>
  bodyOf(api.POST('/api/v1/affairs/{id}/steps', { ...keyed(id, key), body }))

export async function addDocument(id: string, code: string, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  const headers = { 'idempotency-key': newKey() }
  const response = await fetch(`/api/v1/affairs/${id}/materials/${code}`, { method: 'POST', headers, body })
  if (!response.ok) throw await toProblem(response)
}
