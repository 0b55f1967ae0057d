import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBins } from './bins.ts'
import { createRepeats } from './repeats.ts'
import { createTop } from './top.ts'

const parts = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

test('a quantile is one of the values up to the bound, and beyond it as near to it as is told', () => {
  // Smaller ones share a bin with zero's neighbours.
  const far = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => Math.abs(n) > 1e-290)
  const value = fc.oneof(far, fc.integer(), fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), fc.constantFrom(64, 512, 2048), (values, most) => {
      const bins = createBins(most)
      for (const one of values) bins.add(one, 1)
      const sorted = values.toSorted((a, b) => a - b)
      if (new Set(values).size <= most) expect(bins.error()).toBe(0)
      for (const part of parts) {
        const exact = sorted[Math.max(0, Math.ceil(part * values.length) - 1)] ?? 0
        const found = bins.quantile(part) ?? Number.NaN
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(bins.error() * Math.abs(exact) * 1.001 + 1e-300)
      }
      const total = bins.histogram(sorted[0] ?? 0, sorted.at(-1) ?? 0, 20).reduce((sum, n) => sum + n, 0)
      expect(total).toBe(values.length)
    }),
    { numRuns: 300 },
  )
})

test('neither the order nor how often a value is told at a time matters', () => {
  const counted = fc.array(
    fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 4 })),
    { maxLength: 200 },
  )
  fc.assert(
    fc.property(counted, (values) => {
      const [one, other] = [createBins(16), createBins(16)]
      for (const [value, times] of values) one.add(value, times)
      for (const [value, times] of values.toReversed()) for (let i = 0; i < times; i++) other.add(value, 1)
      expect(parts.map(other.quantile)).toEqual(parts.map(one.quantile))
      expect(other.error()).toBe(one.error())
    }),
  )
})

/** Two well mixed halves from a number. */
const hashOf = (n: number): [number, number] => {
  const mix = (seed: number) => {
    let h = Math.imul(n ^ seed, 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return h ^ (h >>> 16)
  }
  return [mix(0x9e3779b9), mix(0x27d4eb2f)]
}

test('repeated rows are exact to a million different ones, and within four standard errors beyond', () => {
  const few = createRepeats()
  for (let row = 0; row < 1000; row++) few.add(...hashOf(row % 900))
  expect(few.count()).toEqual({ count: 100, exact: true, error: 0 })

  const many = createRepeats()
  const [rows, repeats] = [3_000_000, 30_000]
  for (let row = 0; row < rows; row++) many.add(...hashOf(row))
  for (let row = 0; row < repeats; row++) many.add(...hashOf(row * 37))
  const found = many.count()
  expect(found.exact).toBe(false)
  expect(found.error).toBeLessThan(0.05 * repeats)
  expect(Math.abs(found.count - repeats)).toBeLessThan(4 * found.error)
})

test('a frequent value is found among many others, and its count is at most as much too low as told', () => {
  const top = createTop(64)
  for (let i = 0; i < 20_000; i++) {
    top.add(`x${i}`, 1)
    if (i % 4 === 0) top.add('G60', 1)
  }
  const { top: found, missed } = top.values()
  expect(found[0]?.value).toBe('G60')
  expect(found[0]?.count).toBeLessThanOrEqual(5000)
  expect((found[0]?.count ?? 0) + missed).toBeGreaterThanOrEqual(5000)
  expect(found.every(({ count }) => count > missed)).toBe(true)
})
