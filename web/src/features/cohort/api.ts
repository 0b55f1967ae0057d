import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api.gen.ts'
import { api, bodyOf } from '../../app/api.ts'
import type { ListSearch } from '../../ui/list-search.ts'

type Schemas = components['schemas']
export type Cohort = Schemas['Cohort']
export type CohortStatus = Schemas['CohortStatus']
export type CohortMember = Schemas['CohortMember']
export type CohortCandidate = Schemas['CohortCandidate']
export type Alike = Cohort['alike']
export type Step = 'propose' | 'approve' | 'release' | 'undo' | 'send_back' | 'dissolve'

const at = (id: string, key: string) => ({ params: { path: { id } }, headers: { 'Idempotency-Key': key } })

export const candidatesQuery = queryOptions({
  queryKey: ['cohorts', 'candidates'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cohort-candidates', { signal })),
  staleTime: 30_000,
})

export const cohortFilters = ['open'] as const
export const cohortsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['cohorts', 'list', search],
    queryFn: ({ signal }) => {
      const query = {
        limit: 20,
        ...(search.cursor && { cursor: search.cursor }),
        ...(search.open === 'true' && { open: 'true' as const }),
      }
      return bodyOf(api.GET('/api/v1/cohorts', { signal, params: { query } }))
    },
    placeholderData: keepPreviousData,
  })

/** States in which the worker is at it, or the log is waited for: the page looks again. */
export const atWork = (status: CohortStatus) =>
  ['gathering', 'drawing', 'proposing', 'retracting', 'releasing', 'dissolving'].includes(status)

export const cohortQuery = (id: string) =>
  queryOptions({
    queryKey: ['cohorts', 'one', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cohorts/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && atWork(state.data.status) ? 1000 : 15_000),
  })

export const memberKinds = ['examined', 'equivalent', 'excepted'] as const
export const memberFilters = ['only'] as const
const membersOf = (id: string, search: ListSearch, limit: number, signal?: AbortSignal) => {
  const only = memberKinds.find((kind) => kind === search.only)
  const query = { limit, ...(only && { only }), ...(search.cursor && { cursor: search.cursor }) }
  return bodyOf(api.GET('/api/v1/cohorts/{id}/members', { params: { path: { id }, query }, ...(signal && { signal }) }))
}
export const membersQuery = (id: string, search: ListSearch) =>
  queryOptions({
    queryKey: ['cohorts', 'one', id, 'members', search],
    queryFn: ({ signal }) => membersOf(id, search, 50, signal),
    placeholderData: keepPreviousData,
  })

/** Every member, for a table to keep. */
export async function allMembers(id: string): Promise<CohortMember[]> {
  const rows: CohortMember[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await membersOf(id, cursor ? { cursor } : {}, 100)
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}

export const cohortOfCaseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['cohorts', 'of', caseId],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/cases/{id}/cohort', { signal, params: { path: { id: caseId } } })),
  })

export const beginCohort = (group: string, key: string) =>
  bodyOf(api.POST('/api/v1/cohorts', { headers: { 'Idempotency-Key': key }, body: { key: group } }))

export const stepCohort = (cohort: Cohort, { command, reason }: { command: Step; reason: string }, key: string) => {
  const { id, version, releaseList } = cohort
  const list = command === 'approve' || command === 'release' ? releaseList : null
  const body = { command, version, reason, ...(list !== null && { list }) }
  return bodyOf(api.POST('/api/v1/cohorts/{id}/steps', { ...at(id, key), body }))
}

export const splitOff = (id: string, body: { caseId: string; reason: string }, key: string) =>
  bodyOf(api.POST('/api/v1/cohorts/{id}/split-offs', { ...at(id, key), body }))
