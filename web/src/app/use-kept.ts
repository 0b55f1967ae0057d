import { useCallback, useEffect, useState } from 'react'

function read<T>(key: string, parse: (kept: unknown) => T): T {
  try {
    return parse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
  } catch {
    return parse(null) // storage blocked or its text damaged: start afresh
  }
}

/**
 * State that survives a reload of this tab. `parse` makes a value of whatever was kept, null included. `forget` removes it
 * for good, as after sending.
 */
export function useKept<T>(key: string, parse: (kept: unknown) => T): [T, (next: T) => void, () => void] {
  const [state, setState] = useState(() => ({ key, value: read(key, parse) }))
  const value = state.key === key ? state.value : read(key, parse)
  useEffect(() => {
    if (state.key !== key) setState({ key, value })
  }, [key, state.key, value])
  const change = useCallback(
    (next: T) => {
      setState({ key, value: next })
      try {
        sessionStorage.setItem(key, JSON.stringify(next))
      } catch {
        // storage full or blocked: the value still lives as long as the page
      }
    },
    [key],
  )
  const forget = useCallback(() => {
    setState({ key, value: parse(null) })
    try {
      sessionStorage.removeItem(key)
    } catch {
      // see change
    }
  }, [key, parse])
  return [value, change, forget]
}

export const keptText = (kept: unknown): string => (typeof kept === 'string' ? kept : '')
