import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { newKey } from './idempotency.ts'
import { isProblem } from './problem.ts'

type Options<Input, Output> = {
  run: (input: Input, key: string) => Promise<Output>
  onDone?: (output: Output, input: Input) => unknown
}
type Attempt<Output> = { input: string; key: string; running: Promise<Output> | null }

/**
 * A POST that takes effect once: the same input keeps its Idempotency-Key while no definite answer came, so a retry after a
 * lost connection cannot do it twice, and a double click joins the request already under way. A changed input, a refusal or
 * success starts a new key.
 */
export function useCommand<Input, Output>({
  run,
  onDone,
}: Options<Input, Output>): UseMutationResult<Output, Error, Input> {
  const attempt = useRef<Attempt<Output> | null>(null)
  return useMutation({
    mutationFn: async (input: Input) => {
      const text = JSON.stringify(input) ?? ''
      if (attempt.current?.input !== text) attempt.current = { input: text, key: newKey(), running: null }
      const mine = attempt.current
      mine.running ??= run(input, mine.key)
      try {
        const output = await mine.running
        if (attempt.current === mine) attempt.current = null
        return output
      } catch (error) {
        mine.running = null
        const definite = isProblem(error) && !error.transient
        if (definite && attempt.current === mine) attempt.current = null
        throw error
      }
    },
    onSuccess: (output, input) => onDone?.(output, input),
  })
}
