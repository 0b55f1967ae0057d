import { expect, test } from 'vitest'
import { ClockError, clockBound, nextTime } from './log-clock.ts'

const noon = Date.parse('2026-11-23T04:00:00.500Z')
const second = Date.parse('2026-11-23T04:00:00Z')
const at = (offset: number, took = 0) => ({ database: noon, before: noon + offset, after: noon + offset + took })

test('entries have the full second of the database, whatever the process believes within the bound', () => {
  for (const offset of [0, clockBound, -clockBound]) expect(nextTime(at(offset), null)).toBe(second)
})

test('a process further off than the bound writes nothing, and is told which way', () => {
  expect(() => nextTime(at(3_600_000), null)).toThrow(/快 3600 秒，超过 60 秒/)
  expect(() => nextTime(at(-clockBound - 1), null)).toThrow(/慢 60 秒/)
  expect(() => nextTime(at(clockBound + 1), null)).toThrow(ClockError)
})

test('one that slept between asking and the answer is not taken for one whose clock is off', () => {
  expect(nextTime(at(-7_200_000, 7_200_000), null)).toBe(second)
})

test('time in the log never goes back, and is never further ahead of the database than the bound', () => {
  expect(nextTime(at(0), second - 5000)).toBe(second)
  expect(nextTime(at(0), second + 30_000)).toBe(second + 30_000)
  expect(() => nextTime(at(0), second + clockBound + 1000)).toThrow(/数据库的时钟比日志最新一条的时间慢 60 秒/)
})
