import { expect, test } from 'vitest'
import { builtInCalendar } from '../kernel/workdays.ts'
import { extendedUntil, isLeaseOver, leaseUntil } from './lease.ts'

test('counts working days after the last thing done, over the National Day', () => {
  expect(leaseUntil('2026-11-20', 3, builtInCalendar)).toBe('2026-11-25')
  expect(leaseUntil('2026-09-30', 3, builtInCalendar)).toBe('2026-10-10')
})

test('is over only after its last day', () => {
  expect(isLeaseOver('2026-11-25', '2026-11-25')).toBe(false)
  expect(isLeaseOver('2026-11-25', '2026-11-26')).toBe(true)
})

test('an extension adds to what is left, or to today where nothing is', () => {
  expect(extendedUntil('2026-11-25', '2026-11-23', 3, builtInCalendar)).toBe('2026-11-30')
  expect(extendedUntil('2026-11-20', '2026-11-23', 3, builtInCalendar)).toBe('2026-11-26')
})
