import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { language } from '../../../app/language.ts'
import { ApiProblem, isProblem, type ProblemField } from '../../../app/problem.ts'
import { useAutosave } from '../../../app/use-autosave.ts'
import { type Case, caseQuery, type Finding, getCase, type Patch, saveCase } from '../api.ts'
import { filingText } from '../text.ts'
import {
  accepted,
  answerKey,
  type Conflict,
  change,
  type Draft,
  formOf,
  hasEdits,
  type Key,
  patchOf,
  rebase,
  resolve,
  stillAsked,
  type Values,
  valuesOf,
  withValues,
} from './draft.ts'
import { keepEdits, readEdits } from './draft-store.ts'

export type Refusals = Partial<Record<Key, string>>

const isEmpty = ({ set, clear, answers }: Patch) => Object.keys(set).length === 0 && clear.length === 0 && !answers

/** `set.elements.3.name` names the field `elements`, `answers.0.text` the first answer of the patch. */
function refusalsOf(fields: readonly ProblemField[], { answers = [] }: Patch): Refusals {
  const keyOf = (path: string) => {
    const answer = answers[Number(/^answers\.(\d+)/.exec(path)?.[1])]
    return answer ? answerKey(answer.itemId) : /^set\.([A-Za-z]+)/.exec(path)?.[1]
  }
  const named = fields.map(({ path, detail }) => [keyOf(path), detail] as const)
  return Object.fromEntries(named.filter(([field]) => field !== undefined))
}

/** An application kept on the server while it is filled: offline, in two tabs, through a crash, and never overwriting a colleague. */
export function useDraft(view: Case, accountId: string) {
  const client = useQueryClient()
  const { id } = view
  const [opened] = useState(() => {
    const server = valuesOf(view)
    const edits = stillAsked(readEdits(accountId, id), view)
    return rebase({ version: view.version, server, edits }, { version: view.version, form: server })
  })
  const [draft, setDraft] = useState<Draft>(opened.draft)
  const [conflicts, setConflicts] = useState<Conflict[]>(opened.conflicts)
  const [findings, setFindings] = useState<Finding[]>(view.findingList)
  const [refused, setRefused] = useState<Refusals>({})
  const [touched, setTouched] = useState<ReadonlySet<Key>>(new Set(Object.keys(opened.draft.edits) as Key[]))
  const latest = useRef({ draft, conflicts, refused })
  const lastRefusal = useRef<unknown>(null)

  const put = useCallback(
    (next: Draft) => {
      latest.current.draft = next
      keepEdits(accountId, id, next.edits)
      setDraft(next)
    },
    [accountId, id],
  )
  const putConflicts = useCallback((next: Conflict[]) => {
    latest.current.conflicts = next
    setConflicts(next)
  }, [])
  const putRefused = useCallback((next: Refusals) => {
    latest.current.refused = next
    setRefused(next)
  }, [])

  /** Reads the case anew and carries the unsaved changes over; true when nothing has to be chosen. */
  const refresh = useCallback(async () => {
    const fresh = await getCase(id)
    client.setQueryData(caseQuery(id).queryKey, fresh)
    const carried = rebase(latest.current.draft, { version: fresh.version, form: valuesOf(fresh) })
    put(carried.draft)
    setFindings(fresh.findingList)
    putConflicts(carried.conflicts)
    return carried.conflicts.length === 0
  }, [client, id, put, putConflicts])

  const save = useCallback(async (): Promise<string> => {
    let at = new Date().toISOString()
    for (let tries = 0; tries < 5; tries += 1) {
      const held = new Set([
        ...(Object.keys(latest.current.refused) as Key[]),
        ...latest.current.conflicts.map(({ field }) => field),
      ])
      const patch = patchOf(latest.current.draft, held)
      if (isEmpty(patch)) break
      try {
        const saved = await saveCase(id, patch)
        at = saved.updatedAt
        put(accepted(latest.current.draft, patch, saved.version))
        setFindings(saved.findingList)
        client.setQueryData(caseQuery(id).queryKey, (old: Case | undefined) => {
          const kept = old && withValues(old, latest.current.draft.server)
          return kept && { ...kept, version: saved.version, findingList: saved.findingList }
        })
      } catch (error) {
        if (isProblem(error, 'kernel.stale_version')) {
          if (!(await refresh())) throw error
          continue
        }
        // One bad field must not keep the good ones from being saved.
        const named = isProblem(error) ? refusalsOf(error.fields, patch) : {}
        if (Object.keys(named).length === 0) throw error
        lastRefusal.current = error
        putRefused({ ...latest.current.refused, ...named })
      }
    }
    if (latest.current.conflicts.length > 0)
      throw new ApiProblem({
        status: 409,
        code: 'kernel.stale_version',
        detail: filingText[language()].conflict.waiting,
      })
    if (Object.keys(latest.current.refused).length > 0) throw lastRefusal.current
    return at
  }, [client, id, put, putRefused, refresh])

  const { saving, change: schedule, flush } = useAutosave<Draft>({ save })

  const set = useCallback(
    <K extends Key>(field: K, value: Values[K] | undefined) => {
      setTouched((now) => (now.has(field) ? now : new Set(now).add(field)))
      if (latest.current.refused[field] !== undefined) {
        const { [field]: _, ...others } = latest.current.refused
        putRefused(others)
      }
      put(change(latest.current.draft, field, value))
      schedule(latest.current.draft)
    },
    [put, putRefused, schedule],
  )
  const settle = useCallback(
    (conflict: Conflict, choice: 'mine' | 'theirs') => {
      put(resolve(latest.current.draft, conflict, choice))
      putConflicts(latest.current.conflicts.filter(({ field }) => field !== conflict.field))
      schedule(latest.current.draft)
    },
    [put, putConflicts, schedule],
  )
  // What an earlier window could not save goes out now.
  useEffect(() => {
    if (hasEdits(latest.current.draft)) schedule(latest.current.draft)
  }, [schedule])

  const store = useCallback(async () => {
    const stored = await flush()
    return stored && !hasEdits(latest.current.draft) ? latest.current.draft.version : null
  }, [flush])

  return {
    form: formOf(draft),
    version: draft.version,
    findings,
    refused,
    touched,
    conflicts,
    saving,
    set,
    settle,
    refresh,
    retry: () => void flush(),
    /** Saves everything now; the version to command with, or null when something is not stored. */
    store,
  }
}

export type DraftForm = ReturnType<typeof useDraft>
