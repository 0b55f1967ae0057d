import { useSyncExternalStore } from 'react'

// navigator.onLine says nothing about a server on the same machine or behind a broken proxy,
// so only the outcome of real requests counts.
const listeners = new Set<() => void>()
let reached = true

export function reportReached(value: boolean): void {
  if (reached === value) return
  reached = value
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** False from the first request that got no answer until the next one that does. */
export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reached)
}
