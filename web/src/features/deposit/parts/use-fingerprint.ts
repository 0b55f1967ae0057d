import { isTable } from '@datadeed/dataset'
import {
  createHashControl,
  fingerprintFiles,
  forgetWork,
  type HashControl,
  openWorkStore,
  type Progress,
} from '@datadeed/dataset/browser'
import { useEffect, useRef, useState } from 'react'
import { fetchComparisonKey } from '../api.ts'
import { dropDraft, keepDraft, type Prepared, prepare, recallDraft } from './prepare.ts'

export type Work =
  | { kind: 'choosing'; error: unknown }
  | { kind: 'hashing'; progress: Progress | null; paused: boolean }
  | { kind: 'ready'; prepared: Prepared; restored: boolean }

type Start = typeof fingerprintFiles

/** The way from chosen files to a manifest, which can be held, cancelled, and survives a reload once finished. */
export function useFingerprint(fingerprint: Start = fingerprintFiles, fetchKey = fetchComparisonKey) {
  const [work, setWork] = useState<Work>(() => {
    const prepared = recallDraft()
    return prepared ? { kind: 'ready', prepared, restored: true } : { kind: 'choosing', error: null }
  })
  const control = useRef<HashControl | null>(null)
  useEffect(() => () => control.current?.cancel(), [])

  const start = async (files: File[], whole: boolean, fresh: boolean) => {
    const mine = createHashControl()
    control.current = mine
    setWork({ kind: 'hashing', progress: null, paused: false })
    const update = (change: { progress?: Progress; paused?: boolean }) => {
      setWork((now) => (now.kind === 'hashing' && control.current === mine ? { ...now, ...change } : now))
    }
    mine.subscribe(() => update({ paused: mine.paused }))
    try {
      if (fresh) await forgetWork(files)
      // Without the key there is no sketch, and the page says so; nothing else depends on it.
      const comparisonKey = files.some(({ name }) => isTable(name))
        ? await fetchKey().catch(() => undefined)
        : undefined
      const done = await fingerprint(files, {
        whole,
        tables: true,
        comparisonKey,
        control: mine,
        onProgress: (progress) => update({ progress }),
        openStore: openWorkStore,
      })
      const prepared = prepare(done)
      keepDraft(prepared)
      setWork({ kind: 'ready', prepared, restored: false })
    } catch (error) {
      setWork({ kind: 'choosing', error: mine.cancelled ? null : error })
    }
  }
  return {
    work,
    start,
    pause: () => control.current?.pause(),
    resume: () => control.current?.resume(),
    cancel: () => control.current?.cancel(),
    discard: () => {
      dropDraft()
      setWork({ kind: 'choosing', error: null })
    },
  }
}
