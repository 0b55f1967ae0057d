import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components, operations } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import { newKey } from '../../app/idempotency.ts'
import { toProblem } from '../../app/problem.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Registration = components['schemas']['Registration']
export type Affair = components['schemas']['RegisterAffair']
export type Kind = Affair['kind']
export type Command = Affair['can'][number]
export type AffairPage = components['schemas']['RegisterAffairPage']
export type Holder = components['schemas']['Holder']
export type Terms = NonNullable<Affair['content']['terms']>
export const registrationFilters = ['q', 'waiting'] as const
export const affairFilters = ['toSign'] as const

export const affairsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['affairs', search],
    queryFn: ({ signal }) => {
      const query = {
        ...(search.toSign === 'true' && { toSign: 'true' as const }),
        ...(search.cursor && { cursor: search.cursor }),
      }
      return bodyOf(api.GET('/api/v1/affairs', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const affairQuery = (id: string) =>
  queryOptions({
    queryKey: ['affair', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/affairs/{id}/page', { params: { path: { id } }, signal })),
  })

/** The organisation of a code, to be checked before anything is sent to it. */
export const partnerQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['partner', uscc],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/partners', { params: { query: { uscc } }, signal })),
    enabled: uscc.length === 18,
    retry: false,
  })

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

type Begin = operations['beginAffair']['requestBody']['content']['application/json']
export type NewAffair = Required<Begin>
export type NewTerms = NonNullable<Begin['terms']>
export const beginAffair = (id: string, body: NewAffair, key: string) =>
  bodyOf(api.POST('/api/v1/registrations/{id}/affairs', { ...keyed(id, key), body }))

export type Step = { version: number; command: Exclude<Command, 'attach' | 'lapse'>; note: string }
export const moveAffair = (id: string, body: Step, key: string) =>
  bodyOf(api.POST('/api/v1/affairs/{id}/steps', { ...keyed(id, key), body }))

export type LetterService = Required<operations['serveBurdenLetter']['requestBody']['content']['application/json']>
export const serveLetter = (id: string, letterId: string, body: LetterService, key: string) =>
  bodyOf(
    api.POST('/api/v1/affairs/{id}/burden-letters/{letterId}/service', {
      ...{ params: { path: { id, letterId } }, headers: { 'Idempotency-Key': key }, body },
    }),
  )

export async function addDocument(id: string, code: string, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  const headers = { 'idempotency-key': newKey() }
  const response = await fetch(`/api/v1/affairs/${id}/materials/${code}`, { method: 'POST', headers, body })
  if (!response.ok) throw await toProblem(response)
}
