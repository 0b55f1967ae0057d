import { describe, expect, it } from 'vitest'
import { formatBytes, formatDate, formatDateTime, formatDays, formatTime, shortHash } from './format.ts'

describe('dates', () => {
  it('are told in China’s legal time, whatever zone the computer keeps', () => {
    expect(formatDateTime('2026-11-22T06:05:00Z', 'zh')).toBe('2026年11月22日 14:05')
    expect(formatDateTime('2026-11-21T16:00:00Z', 'zh')).toBe('2026年11月22日 00:00')
    expect(formatDateTime('2026-11-22T06:05:00Z', 'en')).toBe('22 Nov 2026 14:05')
    expect(formatTime('2026-11-21T23:59:59Z')).toBe('07:59')
  })
  it('of a bare legal day do not shift', () => {
    expect(formatDate('2026-01-01', 'zh')).toBe('2026年1月1日')
    expect(formatDateTime('2026-01-01', 'en')).toBe('1 Jan 2026')
  })
  it('in a row are told by the first and the last', () => {
    const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-05-01', '2026-12-31', '2027-01-01']
    expect(formatDays(days, 'zh')).toBe('2月27日至3月1日、5月1日、12月31日至1月1日')
    expect(formatDays(days.slice(2, 4), 'en')).toBe('1 Mar, 1 May')
    expect(formatDays([], 'zh')).toBe('')
  })
  it('that are no dates come back as they are', () => {
    expect(formatDateTime('昨天', 'zh')).toBe('昨天')
  })
})

describe('sizes', () => {
  it('carry to the next unit instead of showing 1000', () => {
    expect(formatBytes(0)).toBe('0 B')
    expect(formatBytes(999)).toBe('999 B')
    expect(formatBytes(999_499)).toBe('999 KB')
    expect(formatBytes(999_600)).toBe('1.00 MB')
    expect(formatBytes(2_147_483_648)).toBe('2.15 GB')
  })
})

it('shortens long digests only', () => {
  expect(shortHash('a'.repeat(20))).toBe('a'.repeat(20))
  expect(shortHash(`12345678${'0'.repeat(48)}abcdefgh`)).toBe('12345678…abcdefgh')
})
