import { useNavigate } from '@tanstack/react-router'
import { useToast } from '../../ui/use-toast.tsx'
import { listByDue } from './api.ts'
import type { QueueSearch } from './queue-search.ts'

/**
 * After a decision: says it is done and opens the next case of the same kind of work, oldest due day first; the queue when
 * there is none.
 */
export function useGoOn(): (done: string, caseId: string, work: QueueSearch) => Promise<void> {
  const navigate = useNavigate()
  const toast = useToast()
  return async (done, caseId, work) => {
    toast.success(done)
    const waiting = await listByDue(work, 2).catch(() => ({ items: [] }))
    const next = waiting.items.find(({ id }) => id !== caseId)
    if (next) await navigate({ to: '/queue/$id', params: { id: next.id } })
    else await navigate({ to: '/queue', search: {} })
  }
}

/** The work an examiner goes on with, and a reviewer. */
export const ownReviews: QueueSearch = { tab: 'review', assigned: 'me' }
export const proposals: QueueSearch = { tab: 'proposed' }
