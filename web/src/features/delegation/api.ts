import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components, paths } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

export type Delegation = components['schemas']['Delegation']
export type DelegationBrief = components['schemas']['DelegationBrief']
export type AgencyCase = components['schemas']['AgencyCase']
export type NewDelegation = paths['/api/v1/delegations']['post']['requestBody']['content']['application/json']
export type Command = Delegation['can'][number]
export type NextThing = AgencyCase['next']

const one = (id: string) => ({ params: { path: { id } } })

export const delegationsQuery = queryOptions({
  queryKey: ['delegations'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/delegations', { signal })),
})
export const delegationQuery = (id: string) =>
  queryOptions({
    queryKey: ['delegations', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/delegations/{id}', { ...one(id), signal })),
  })
export const delegationActsQuery = (id: string) =>
  queryOptions({
    queryKey: ['delegations', id, 'acts'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/delegations/{id}/acts', { ...one(id), signal })),
  })

export const grantDelegation = (body: NewDelegation) => bodyOf(api.POST('/api/v1/delegations', { body }))
export const moveDelegation = (id: string, command: Command, reason: string) =>
  bodyOf(api.POST('/api/v1/delegations/{id}/steps', { ...one(id), body: { command, reason } }))

/**
 * Acts on a delegation from now on, or for the own organisation again. The workplace is loaded anew: nothing of the one must be shown as the
 * other's.
 */
export async function actFor(delegationId: string | null, to: string): Promise<void> {
  await bodyOf(api.PUT('/api/v1/me/acting', { body: { delegationId } }))
  window.location.assign(`/app${to}`)
}

export const agencyFilters = ['q', 'principal', 'next', 'status'] as const

const agencyPage = ({ sort, ...search }: ListSearch, limit: number, signal?: AbortSignal) =>
  bodyOf(
    api.GET('/api/v1/agency/cases', {
      ...(signal && { signal }),
      params: {
        query: {
          limit,
          ...(sort === 'updated' && { sort }),
          ...(search.q && { q: search.q }),
          ...(search.principal && { principal: search.principal }),
          ...(search.next && { next: search.next as NextThing }),
          ...(search.status && { status: search.status }),
          ...(search.cursor && { cursor: search.cursor }),
        },
      },
    }),
  )

export const agencyQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['agency', search],
    queryFn: ({ signal }) => agencyPage(search, 50, signal),
    placeholderData: keepPreviousData,
  })

/** All cases of the filter, page by page, at most `most`; `complete` is false when there were more. */
export async function allAgencyCases({ cursor: _, ...search }: ListSearch, most: number) {
  const cases: AgencyCase[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await agencyPage({ ...search, ...(cursor && { cursor }) }, 100)
    cases.push(...items)
    cursor = next ?? undefined
  } while (cursor && cases.length < most)
  return { cases, complete: !cursor }
}

export const ownCasesQuery = queryOptions({
  queryKey: ['cases', 'to-delegate'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases', { params: { query: { limit: 100 } }, signal })),
})
