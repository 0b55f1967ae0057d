import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatTime, inBeijing, LAST_TIME, parseDate, parseTime } from './index.ts'

it('writes and reads every second from 1970 to 9998', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LAST_TIME }), (seconds) => {
      expect(parseTime(formatTime(seconds), 'time')).toBe(seconds)
      expect(inBeijing(formatTime(seconds))).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d（北京时间）$/)
    }),
  )
  expect(inBeijing(formatTime(LAST_TIME))).toBe('9999年1月1日 07:59:59（北京时间）')
})

it.each([
  '2026-02-29T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+00:00',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01 00:00:00Z',
  '2026-01-01',
  '1969-12-31T23:59:59Z',
  '9999-01-01T00:00:00Z',
  '',
  null,
  0,
])('refuses the time %s', (text) => expect(() => parseTime(text, 'time')).toThrow('bad_time'))

it('reads dates that exist', () => {
  expect(parseDate('9999-12-31', 'date')).toBe('9999-12-31')
  for (const text of ['2026-02-29', '2026-2-1', '26-02-01', '2026-02-01T00:00:00Z', '1969-12-31', null]) {
    expect(() => parseDate(text, 'date'), String(text)).toThrow('bad_time')
  }
})
