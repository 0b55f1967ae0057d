import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { useReachable } from '../../../app/reachability.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'

type Read = Pick<UseQueryResult, 'isPending' | 'error' | 'refetch'>

/** Waits for all lists of the page, so that nothing jumps as they come in; what failed is told, and read again when the server is back. */
export function Gathered({ reads, children }: { reads: Read[]; children: ReactNode }) {
  const failed = reads.filter(({ error }) => error)
  const retry = () => {
    for (const read of failed) void read.refetch()
  }
  const again = useRef(retry)
  again.current = retry
  const reachable = useReachable()
  useEffect(() => {
    if (reachable) again.current()
  }, [reachable])
  if (failed[0]) return <ErrorState error={failed[0].error} onRetry={retry} />
  return reads.some(({ isPending }) => isPending) ? <ListSkeleton rows={4} /> : children
}
