import { useSyncExternalStore } from 'react'

/** Whether a media query holds, re-rendering when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** Phones and small windows: navigation in a drawer, tables as cards. */
export const useNarrow = (): boolean => useMedia('(max-width: 767.98px)')
