import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '../../app/problem.ts'
import { useCommand } from '../../app/use-command.ts'
import { type Case, type CaseEvent, caseQuery, type Seen } from './api.ts'

type Options<Input> = {
  c: Case
  run: (seen: Seen, input: Input, key: string) => Promise<unknown>
  onDone: () => unknown
}
export type CaseCommand<Input> = {
  send: (input: Input) => Promise<void>
  running: boolean
  /** What went wrong, unless the case had only changed meanwhile. */
  error: unknown
  /** What others did meanwhile; null when nothing came in between. */
  changes: CaseEvent[] | null
  reset: () => void
}

/**
 * A command on the version of the case the person saw. Where the case changed meanwhile nothing is done: the page is read
 * again, `changes` says who did what, and the form that called stays as typed.
 */
export function useCaseCommand<Input>({ c, run, onDone }: Options<Input>): CaseCommand<Input> {
  const client = useQueryClient()
  const [changes, setChanges] = useState<CaseEvent[] | null>(null)
  const command = useCommand({
    run: ({ seen, input }: { seen: Seen; input: Input }, key: string) => run(seen, input, key),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['cases'] })
      await onDone()
    },
  })
  const send = async (input: Input) => {
    setChanges(null)
    try {
      await command.mutateAsync({ seen: { id: c.id, version: c.version }, input })
    } catch (error) {
      if (!isProblem(error) || error.status !== 409) return // shown from command.error
      const last = c.events.at(-1)?.seq ?? -1
      const fresh = await client.fetchQuery({ ...caseQuery(c.id), staleTime: 0 }).catch(() => null)
      if (fresh && fresh.version !== c.version) setChanges(fresh.events.filter(({ seq }) => seq > last))
    }
  }
  return {
    send,
    running: command.isPending,
    error: changes === null ? command.error : null,
    changes,
    reset: () => {
      command.reset()
      setChanges(null)
    },
  }
}
