import { expect, test } from 'vitest'
import { closing, countVitest, single } from './outcome.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})
const report = (passed: number, pending: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numPendingTests: pending,
  numTodoTests: 0,
  testResults,
})

test('sums checks and tests, and names skipped ones only where there are any', () => {
  const some = countVitest(report(3, 0, file('passed', 'passed')), 0, '')
  expect(closing([single(true, ''), some])).toEqual({ line: '4 passed, 0 failed', good: true })
  expect(closing([some, countVitest(report(1, 2), 0, '')]).line).toBe('4 passed, 0 failed, 2 skipped')
})

test('a file that does not load, a run that ends badly and a missing report are failures', () => {
  expect(countVitest(report(5, 0, file('failed')), 1, '').failed).toBe(1)
  expect(countVitest(report(5, 0, file('failed', 'passed', 'failed', 'failed')), 1, '').failed).toBe(2)
  expect(countVitest(report(5, 0, file('passed', 'passed')), 1, '').failed).toBe(1)
  expect(countVitest(undefined, 1, '')).toMatchObject({ passed: 0, failed: 1 })
})

test('a run in which nothing ran is not good', () => {
  expect(closing([])).toEqual({ line: '0 passed, 0 failed', good: false })
  expect(closing([countVitest(report(0, 4), 0, '')]).good).toBe(false)
})
