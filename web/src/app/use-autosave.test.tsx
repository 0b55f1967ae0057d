import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiProblem, unreachable } from './problem.ts'
import { useAutosave } from './use-autosave.ts'

const at = '2026-11-22T06:05:00Z'
const lost = () => Promise.reject(new ApiProblem({ status: 0, code: unreachable }))
const stale = () =>
  Promise.reject(new ApiProblem({ status: 409, code: 'kernel.stale_version', detail: '内容已在别处更新。' }))

function setUp(save: (values: string) => Promise<string>) {
  const stored = vi.fn(save)
  const { result, unmount } = renderHook(() => useAutosave<string>({ save: stored, pause: 100, retryEvery: 1000 }))
  return { stored, result, unmount, pass: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('saves the newest values once typing pauses', async () => {
  const { stored, result, pass } = setUp(async () => at)
  act(() => result.current.change('车'))
  await pass(50)
  act(() => result.current.change('车流量'))
  await pass(99)
  expect(stored).not.toHaveBeenCalled()
  await pass(1)
  expect(stored.mock.calls).toEqual([['车流量']])
  expect(result.current.saving).toEqual({ kind: 'saved', at })
})

it('never overlaps two saves, and ends with what was typed meanwhile', async () => {
  let open = 0
  const { stored, result, pass } = setUp(async () => {
    open += 1
    expect(open).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 500))
    open -= 1
    return at
  })
  act(() => result.current.change('一'))
  await pass(200)
  act(() => result.current.change('二'))
  await pass(300)
  expect(result.current.saving.kind).toBe('saving')
  await pass(1000)
  expect(stored.mock.calls).toEqual([['一'], ['二']])
  expect(result.current.saving.kind).toBe('saved')
})

it('says so while the server is away and saves by itself when it is back', async () => {
  let away = true
  const { stored, result, pass } = setUp(() => (away ? lost() : Promise.resolve(at)))
  act(() => result.current.change('一'))
  await pass(100)
  expect(result.current.saving).toEqual({ kind: 'offline' })
  const leaving = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaving)
  expect(leaving.defaultPrevented).toBe(true)
  away = false
  await pass(1000)
  expect(stored).toHaveBeenCalledTimes(2)
  expect(result.current.saving.kind).toBe('saved')
})

it('does not repeat a refusal by itself', async () => {
  const { stored, result, pass } = setUp(stale)
  act(() => result.current.change('一'))
  await pass(60_000)
  expect(stored).toHaveBeenCalledTimes(1)
  expect(result.current.saving).toEqual({ kind: 'failed', detail: '内容已在别处更新。' })
})

it('flush tells whether everything is stored', async () => {
  const { stored, result } = setUp(async () => at)
  act(() => result.current.change('一'))
  expect(await act(() => result.current.flush())).toBe(true)
  expect(stored).toHaveBeenCalledTimes(1)
})

it('tries once more when the page is left, and then rests', async () => {
  const { stored, result, unmount, pass } = setUp(lost)
  act(() => result.current.change('一'))
  await pass(100)
  expect(stored).toHaveBeenCalledTimes(1)
  unmount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stored).toHaveBeenCalledTimes(2)
})

it('saves what is left when the page is left', async () => {
  const { stored, result, unmount } = setUp(async () => at)
  act(() => result.current.change('一'))
  unmount()
  expect(stored.mock.calls).toEqual([['一']])
})
