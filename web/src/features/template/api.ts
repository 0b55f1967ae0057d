import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Schemas = components['schemas']
export type Template = Schemas['Template']
export type Example = Schemas['Example']
export type WritingAids = Schemas['WritingAids']
export type DraftShare = Schemas['DraftShare']
export type DraftComment = Schemas['DraftComment']

const at = (id: string) => ({ params: { path: { id } } })

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/templates', { signal })),
  staleTime: 60_000,
})

export const exampleFilters = ['direction', 'mode', 'q'] as const

export const examplesQuery = (search: ListSearch, waiting = false) =>
  queryOptions({
    queryKey: ['examples', search, waiting],
    queryFn: ({ signal }) => {
      const { direction, mode, q, cursor } = search
      // What an address says is checked by the server, which refuses an unknown value with a sentence.
      const query = {
        ...(direction && { direction: direction as NonNullable<Template['form']['direction']> }),
        ...(mode && { mode: mode as Template['mode'] }),
        ...(q && { q }),
        ...(cursor && !waiting && { cursor }),
        ...(waiting && { waiting: 'true' as const }),
        limit: waiting ? 100 : 20,
      }
      return bodyOf(api.GET('/api/v1/examples', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const chooseExample = (id: string, note: string, key: string) =>
  bodyOf(api.POST('/api/v1/examples/{id}/choice', { ...at(id), body: { note }, headers: { 'Idempotency-Key': key } }))
export const dropExample = (id: string) => bodyOf(api.DELETE('/api/v1/examples/{id}/choice', at(id)))

/** What a draft begins from. */
export type Beginning = { template: string } | { example: string }
export const beginCase = (depositId: string, from: Beginning, key: string) =>
  bodyOf(api.POST('/api/v1/cases', { body: { depositId, ...from }, headers: { 'Idempotency-Key': key } }))

export const consentQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['example-consent', caseId],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/example-consent', { ...at(caseId), signal })),
    retry: false,
  })
export const decideConsent = (caseId: string, consent: boolean) =>
  bodyOf(api.PUT('/api/v1/cases/{id}/example-consent', { ...at(caseId), body: { consent } }))

export const aidsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['writing-aids', caseId],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/writing-aids', { ...at(caseId), signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Asked anew when the draft was saved; meanwhile the last answer stays. */
export const similarQuery = (caseId: string, version: number) =>
  queryOptions({
    queryKey: ['similar', caseId, version],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/similar-registrations', { ...at(caseId), signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export const sharesQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['draft-shares', caseId],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/shares', { ...at(caseId), signal })),
    refetchInterval: 30_000,
  })
export type NewShare = { label: string; days: number; withSample: boolean }
export const createShare = (caseId: string, body: NewShare) =>
  bodyOf(api.POST('/api/v1/cases/{id}/shares', { ...at(caseId), body }))
export const revokeShare = (caseId: string, shareId: string) =>
  bodyOf(api.DELETE('/api/v1/cases/{id}/shares/{shareId}', { params: { path: { id: caseId, shareId } } }))

const comment = (id: string, commentId: string) => ({ params: { path: { id, commentId } } })
/** Marks a comment as seen to, or as open again. */
export const settleComment = (caseId: string, commentId: string, resolved: boolean) =>
  resolved
    ? bodyOf(api.PUT('/api/v1/cases/{id}/comments/{commentId}/resolution', comment(caseId, commentId)))
    : bodyOf(api.DELETE('/api/v1/cases/{id}/comments/{commentId}/resolution', comment(caseId, commentId)))
