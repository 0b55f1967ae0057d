import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'

export type CaseBrief = components['schemas']['CaseBrief']
export type CaseStatus = components['schemas']['CaseStatus']

/** How much of each list the first page shows; the rest is one click away. */
const few = 5

type CaseFilter = { status: CaseStatus[]; sort?: 'updated' | 'due' | 'submitted'; assigned?: 'me' | 'none' }

/** The first few cases of some states and how many there are; below `cases`, so that every command there refreshes it. */
export const casesIn = ({ sort = 'due', ...filter }: CaseFilter) =>
  queryOptions({
    queryKey: ['cases', 'home', sort, filter],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/cases', { signal, params: { query: { ...filter, sort, limit: few } } })),
  })

export const countsQuery = queryOptions({
  queryKey: ['cases', 'home', 'counts'],
  queryFn: async ({ signal }) => {
    const { items } = await bodyOf(api.GET('/api/v1/queue-counts', { signal }))
    return Object.fromEntries(items.map(({ status, count }) => [status, count]))
  },
})

export const openObjectionsQuery = queryOptions({
  queryKey: ['objections', 'home'],
  queryFn: ({ signal }) =>
    bodyOf(api.GET('/api/v1/objections', { signal, params: { query: { open: 'true', limit: few } } })),
})

export const pendingPartiesQuery = queryOptions({
  queryKey: ['parties', 'home'],
  queryFn: ({ signal }) =>
    bodyOf(api.GET('/api/v1/parties', { signal, params: { query: { status: 'pending', limit: few } } })),
})

/** Only whether there is any, and how many. */
export const depositsQuery = queryOptions({
  queryKey: ['deposits', 'home'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/deposits', { signal, params: { query: { limit: 1 } } })),
})
