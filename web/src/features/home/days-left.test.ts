import { expect, it } from 'vitest'
import { daysLeft } from './days-left.ts'

it('counts legal days from the day it is in China, not where the reader sits', () => {
  expect(daysLeft('2026-11-25', '2026-11-22T15:59:59Z')).toBe(3)
  expect(daysLeft('2026-11-25', '2026-11-22T16:00:00Z')).toBe(2)
  expect(daysLeft('2026-11-22', '2026-11-22T06:00:00Z')).toBe(0)
  expect(daysLeft('2026-11-20', '2026-11-22T06:00:00Z')).toBe(-2)
  expect(daysLeft('2027-03-01', '2027-02-27T16:00:00Z')).toBe(1)
})
