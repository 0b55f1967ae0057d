import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useToast } from '../../ui/use-toast.tsx'
import { cohortOfCaseQuery, cohortQuery } from '../cohort/api.ts'
import { listByDue } from './api.ts'
import type { QueueSearch } from './queue-search.ts'

/**
 * After a decision: says it is done and opens the next case of the same kind of work, oldest due day first; the queue when
 * there is none. Whoever examines a cohort goes on with its sample, or to its page when that is done.
 */
export function useGoOn(): (done: string, caseId: string, work: QueueSearch) => Promise<void> {
  const navigate = useNavigate()
  const toast = useToast()
  const client = useQueryClient()
  const sampled = async (caseId: string) => {
    const { cohort } = await client.fetchQuery({ ...cohortOfCaseQuery(caseId), staleTime: 0 })
    if (!cohort || cohort.role === 'equivalent') return null
    const { id, role } = cohort
    // After the exemplar the draw is to be seen, whether it is over already or not.
    if (role === 'exemplar') return { id, next: null }
    const { next } = await client.fetchQuery({ ...cohortQuery(id), staleTime: 0 })
    return { id, next: next?.caseId === caseId ? null : next }
  }
  return async (done, caseId, work) => {
    toast.success(done)
    const cohort = work === ownReviews ? await sampled(caseId).catch(() => null) : null
    if (cohort)
      return cohort.next
        ? await navigate({ to: '/queue/$id', params: { id: cohort.next.caseId } })
        : await navigate({ to: '/cohorts/$id', params: { id: cohort.id } })
    const waiting = await listByDue(work, 2).catch(() => ({ items: [] }))
    const next = waiting.items.find(({ id }) => id !== caseId)
    if (next) await navigate({ to: '/queue/$id', params: { id: next.id } })
    else await navigate({ to: '/queue', search: {} })
  }
}

/** The work an examiner goes on with, and a reviewer. */
export const ownReviews: QueueSearch = { tab: 'review', assigned: 'me' }
export const proposals: QueueSearch = { tab: 'proposed' }
