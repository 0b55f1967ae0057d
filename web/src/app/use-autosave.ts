import { useCallback, useEffect, useRef, useState } from 'react'
import { problemWords } from '../ui/problem-words.ts'
import type { Saving } from '../ui/save-state.tsx'
import { uiText } from '../ui/text.ts'
import { useText } from './language.ts'
import { isProblem } from './problem.ts'

type Options<Values> = {
  /** Stores the values and answers with the moment of storage (ISO 8601). */
  save: (values: Values) => Promise<string>
  /** Milliseconds without a change before saving. */
  pause?: number
  /** Milliseconds between attempts while the server does not answer. */
  retryEvery?: number
}

type Autosave<Values> = {
  saving: Saving
  /** Takes the newest values; called at every change. */
  change: (values: Values) => void
  /** Saves now what is not yet saved; true when everything is on the server, e.g. before submitting. */
  flush: () => Promise<boolean>
}

/**
 * Keeps a form on the server: one save at a time, always the newest values, repeated by itself while the server cannot be
 * reached. A refusal (such as a newer version by a colleague) waits for the next change or `flush`. Closing the tab with
 * unsaved values asks first. A page left for another of the workplace sends what it has once more, and then rests: its
 * leave guard asks before, where something could not be saved.
 */
export function useAutosave<Values>({ save, pause = 800, retryEvery = 5_000 }: Options<Values>): Autosave<Values> {
  const text = useText(uiText)
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' })
  const unsaved = useRef<{ values: Values } | null>(null)
  const running = useRef<Promise<boolean> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const left = useRef(false)
  const latest = useRef({ save, text })
  latest.current = { save, text }

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current)
    const later = (after: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), after)
    }
    const work = async (): Promise<boolean> => {
      for (let next = unsaved.current; next; next = unsaved.current) {
        setSaving({ kind: 'saving' })
        try {
          const at = await latest.current.save(next.values)
          if (unsaved.current === next) {
            unsaved.current = null
            setSaving({ kind: 'saved', at })
          }
        } catch (error) {
          const waiting = isProblem(error) && error.transient
          const { detail } = problemWords(error, latest.current.text)
          setSaving(isProblem(error) && error.status === 0 ? { kind: 'offline' } : { kind: 'failed', detail })
          if (waiting && !left.current) later(retryEvery)
          return false
        }
      }
      return true
    }
    running.current ??= work().finally(() => {
      running.current = null
    })
    return running.current
  }, [retryEvery])

  const change = useCallback(
    (values: Values) => {
      unsaved.current = { values }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [flush, pause],
  )

  useEffect(() => {
    left.current = false
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      left.current = true
      clearTimeout(timer.current)
      if (unsaved.current) void flush()
    }
  }, [flush])

  return { saving, change, flush }
}
