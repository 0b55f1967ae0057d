import { useState } from 'react'

/** Text that survives a reload until it was sent; empty text is not kept. */
export function useKeptText(key: string): [string, (next: string) => void] {
  const name = `datadeed.objection.${key}`
  const [text, setText] = useState(() => {
    try {
      return sessionStorage.getItem(name) ?? ''
    } catch {
      return '' // storage blocked: kept by the page alone
    }
  })
  const keep = (next: string) => {
    setText(next)
    try {
      if (next === '') sessionStorage.removeItem(name)
      else sessionStorage.setItem(name, next)
    } catch {
      // as above
    }
  }
  return [text, keep]
}
