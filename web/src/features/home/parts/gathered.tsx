import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'

type Read = Pick<UseQueryResult, 'isPending' | 'error' | 'refetch'>

/** Waits for all lists of the page, so that nothing jumps as they come in; one that fails is told and read again with the others. */
export function Gathered({ reads, children }: { reads: Read[]; children: ReactNode }) {
  const failed = reads.find(({ isPending, error }) => isPending && error) ?? reads.find(({ error }) => error)
  if (failed) return <ErrorState error={failed.error} onRetry={() => reads.forEach((read) => void read.refetch())} />
  return reads.some(({ isPending }) => isPending) ? <ListSkeleton rows={4} /> : children
}
