import { QueryClient } from '@tanstack/react-query'
import { isProblem } from './problem.ts'

/** Repeats only what may succeed unchanged, twice; a refusal is shown at once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && (!isProblem(error) || error.transient),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
