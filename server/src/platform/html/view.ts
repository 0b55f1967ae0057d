import type { FastifyRequest } from 'fastify'
import type { Platform } from '../platform.ts'

export type Language = 'zh' | 'en'
/** A dictionary in both languages; the Chinese one is the type. */
export type Texts<T> = { zh: T; en: T }

export const languageCookie = 'datadeed_lang'

/** What every public page is drawn for: whose language, which address, what day it is here. */
export interface View {
  language: Language
  /** Path and query as asked, for the language switch. */
  path: string
  demo: boolean
  now: Date
  registrar: string
  /** Address of a script's built file, or null while it is not built: pages work without. */
  island(name: string): string | null
}

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en'

/** The language asked for in the address, if any. */
export function askedLanguage(request: FastifyRequest): Language | null {
  const asked = (request.query as Record<string, unknown> | undefined)?.lang
  return isLanguage(asked) ? asked : null
}

/** Chinese unless the reader switched; the browser's own language does not decide, as this is a Chinese authority's site. */
export function viewOf(p: Platform, request: FastifyRequest, island: View['island']): View {
  const kept = request.cookies[languageCookie]
  return {
    language: askedLanguage(request) ?? (isLanguage(kept) ? kept : 'zh'),
    path: request.url,
    demo: p.config.demo,
    now: p.clock.now(),
    registrar: p.pack.registrar.name,
    island,
  }
}

/** `path` with its query, empty values left out. */
export function address(path: string, query: Record<string, string | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** The page's own address in the other language. */
export function inLanguage(view: View, language: Language): string {
  const [path = '/', query = ''] = view.path.split('?')
  const params = new URLSearchParams(query)
  params.set('lang', language)
  return `${path}?${params}`
}
