import { useEffect } from 'react'
import { useText } from '../app/language.ts'
import { uiText } from './text.ts'

/** Names the page in the tab, the history and to a screen reader; null leaves the name to another part. */
export function useTitle(title: string | null): void {
  const { product } = useText(uiText)
  useEffect(() => {
    if (title !== null) document.title = `${title} · ${product}`
  }, [title, product])
}
