import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentText } from './moment-text.ts'

test('moments as PostgreSQL writes them become those of our answers', () => {
  expect(momentText('2026-11-22 03:04:05+00')).toBe('2026-11-22T03:04:05.000Z')
  expect(momentText('2026-11-22 03:04:05.6+00')).toBe('2026-11-22T03:04:05.600Z')
  expect(momentText('2026-11-22T03:04:05.678912+00:00')).toBe('2026-11-22T03:04:05.678Z')
  expect(momentText('2026-11-22 11:04:05.5+08')).toBe('2026-11-22T03:04:05.500Z')
  expect(momentText('2026-11-21T23:04:05-04:00')).toBe('2026-11-22T03:04:05.000Z')
  expect(() => momentText('infinity')).toThrow(RangeError)
})

test('any moment reads as a date of it would', () => {
  const between = { min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(between), (date) => {
      const iso = date.toISOString()
      const said = iso
        .replace('T', ' ')
        .replace(/\.?0*Z$/, (found) => (found.includes('.') ? '+00' : found.replace('Z', '+00')))
      expect(momentText(said)).toBe(iso)
    }),
  )
})
