import { afterEach, expect, test, vi } from 'vitest'
import about from '../package.json' with { type: 'json' }
import { main } from './main.ts'

afterEach(() => vi.restoreAllMocks())

const said = async (...args: string[]) => {
  const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockReturnValue(undefined))
  const code = await main(args)
  return { code, out: out?.mock.calls.flat(), err: err?.mock.calls.flat() }
}

test('tells its version', async () => {
  expect(await said('--version')).toEqual({ code: 0, out: [about.version], err: [] })
})

test('an unknown command is one sentence', async () => {
  const { code, out, err } = await said('deposits')
  expect([code, out, err]).toEqual([2, [], [expect.stringContaining('deposits')]])
})
