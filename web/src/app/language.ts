import { useSyncExternalStore } from 'react'

export type Language = 'zh' | 'en'

/** A feature's dictionary in both languages; the Chinese one is the type. */
export type Texts<T> = { zh: T; en: T }

const key = 'datadeed.language'
const listeners = new Set<() => void>()
let current: Language = read()

function read(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh' // storage blocked by the browser: the choice lasts for this page only
  }
}

/** The language outside React: formatting, document title, problem sentences. */
export function language(): Language {
  return current
}

export function setLanguage(next: Language): void {
  current = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // see read()
  }
  markDocument()
  for (const listener of listeners) listener()
}

/** Tells assistive technology and the browser's font choice which language the page is in. */
export function markDocument(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language)
}

/** The dictionary in the reader's language; the component re-renders when the language is switched. */
export function useText<T>(texts: Texts<T>): T {
  return texts[useLanguage()]
}
