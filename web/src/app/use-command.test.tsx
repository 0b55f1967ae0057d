import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { ApiProblem, unreachable } from './problem.ts'
import { useCommand } from './use-command.ts'

const lost = () => new ApiProblem({ status: 0, code: unreachable })
const refused = () => new ApiProblem({ status: 409, code: 'party.uscc_taken', detail: '已登记' })

/** A command whose answers are given in turn; `keys` is what it was sent with. */
function setUp(answers: (() => Promise<string>)[]) {
  const keys: string[] = []
  const run = (_input: { n: number }, key: string) => {
    keys.push(key)
    return (answers[keys.length - 1] ?? (() => Promise.resolve('done')))()
  }
  const client = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(() => useCommand({ run }), { wrapper })
  const send = (n: number) => act(() => result.current.mutateAsync({ n }).catch(() => 'failed'))
  return { keys, send, result }
}

afterEach(cleanup)

it('repeats under the same key after a lost answer, until a definite one', async () => {
  const { keys, send } = setUp([() => Promise.reject(lost()), () => Promise.resolve('done')])
  await send(1)
  await send(1)
  await send(1)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

it('takes a new key for changed input and after a refusal', async () => {
  const { keys, send } = setUp([() => Promise.reject(lost()), () => Promise.reject(refused())])
  await send(1)
  await send(2)
  await send(2)
  expect(new Set(keys).size).toBe(3)
})

it('sends a double click once', async () => {
  const { keys, result } = setUp([() => new Promise((resolve) => setTimeout(resolve, 20, 'done'))])
  const both = await act(() =>
    Promise.all([result.current.mutateAsync({ n: 1 }), result.current.mutateAsync({ n: 1 })]),
  )
  expect(both).toEqual(['done', 'done'])
  expect(keys).toHaveLength(1)
})
