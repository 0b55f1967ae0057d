import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Draft = components['schemas']['DecisionDraft']
export type DraftTexts = Pick<Draft, 'facts' | 'answer' | 'reasoning' | 'rule'>
export const draftFilters = ['status'] as const
export const draftStatuses = ['drafted', 'checked', 'released', 'withheld'] as const

export const draftsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['decision-drafts', search],
    queryFn: ({ signal }) => {
      const status = draftStatuses.find((one) => one === search.status)
      const query = { ...(status && { status }), ...(search.cursor && { cursor: search.cursor }) }
      return bodyOf(api.GET('/api/v1/decision-drafts', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
  })

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['decision-draft', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/decision-drafts/{id}', { params: { path: { id } }, signal })),
  })

export type Command =
  | ({ do: 'check' } & DraftTexts)
  | { do: 'release' }
  | { do: 'return'; reason: string }
  | { do: 'withhold'; reason: string }
/** One step of a text to the public. */
export const moveDraft = (id: string, { do: what, ...body }: Command, key: string): Promise<Draft> => {
  const path = `/api/v1/decision-drafts/{id}/${what}` as '/api/v1/decision-drafts/{id}/check'
  const of = { params: { path: { id } }, headers: { 'Idempotency-Key': key } }
  return bodyOf(api.POST(path, { ...of, body: body as DraftTexts }))
}

/** How many decisions are public on each ground; they seldom change. */
export const groundsQuery = queryOptions({
  queryKey: ['decision-grounds'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/decisions/grounds', { signal })),
  staleTime: 10 * 60_000,
})
