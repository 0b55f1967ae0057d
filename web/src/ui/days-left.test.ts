import { expect, it } from 'vitest'
import { daysLeft } from './days-left.tsx'

it('counts legal days from the day it is in China, not where the reader sits', () => {
  const from = (now: string, due: string) => daysLeft(due, Date.parse(now))
  expect(from('2026-11-22T15:59:59Z', '2026-11-25')).toBe(3)
  expect(from('2026-11-22T16:00:00Z', '2026-11-25')).toBe(2)
  expect(from('2026-11-22T06:00:00Z', '2026-11-22')).toBe(0)
  expect(from('2026-11-22T06:00:00Z', '2026-11-20')).toBe(-2)
  expect(from('2027-02-27T16:00:00Z', '2027-03-01')).toBe(1)
})
