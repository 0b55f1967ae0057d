import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import vectors from './cohort-draw.vectors.json' with { type: 'json' }
import { atMost, drawOrder, intolerable, sampleSize } from './cohort-sample.ts'

const choose = (n: number, k: number): bigint => {
  let value = 1n
  for (let i = 0; i < k; i++) value = (value * BigInt(n - i)) / BigInt(i + 1)
  return k > n ? 0n : value
}
/** Counted exactly, as a reference. */
const exactly = (found: number, size: number, population: number, defective: number): number => {
  let ways = 0n
  for (let k = 0; k <= found; k++)
    if (size - k >= 0 && k <= defective) ways += choose(defective, k) * choose(population - defective, size - k)
  const scale = 10n ** 15n
  return Number((ways * scale) / choose(population, size)) / 1e15
}

it('computes the hypergeometric probability as counting does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.nat(60),
      fc.nat(60),
      fc.nat(4),
      (population, size, defective, found) => {
        fc.pre(size <= population && defective <= population)
        expect(atMost(found, size, population, defective)).toBeCloseTo(exactly(found, size, population, defective), 9)
      },
    ),
  )
})

it('finds the smallest sample that says it, for whole, small and large cohorts', () => {
  const rule = { certainty: 0.95, tolerated: 0.2 }
  expect([1, 5, 11, 50, 199, 499].map((n) => sampleSize(n, rule))).toEqual([1, 4, 7, 11, 13, 14])
  expect(sampleSize(199, rule, 1)).toBe(21)
  // Nothing may be defective: all are examined but for the share left to chance.
  expect(sampleSize(200, { certainty: 0.95, tolerated: 0 })).toBe(190)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 2 }), (population, defects) => {
      const size = sampleSize(population, rule, defects)
      const bad = intolerable(population, rule)
      expect(size).toBeLessThanOrEqual(population)
      expect(size).toBeGreaterThanOrEqual(sampleSize(population, rule, 0))
      if (size < population) expect(atMost(defects, size, population, bad)).toBeLessThanOrEqual(0.05 + 1e-9)
      if (size > defects + 1 && size < population)
        expect(atMost(defects, size - 1, population, bad)).toBeGreaterThan(0.05)
    }),
  )
})

it('counts a share exactly', () => {
  expect(intolerable(20, { certainty: 0.95, tolerated: 0.15 })).toBe(4)
  expect(intolerable(3, { certainty: 0.95, tolerated: 0.9 })).toBe(3)
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('draws the same order again from the same root and list, whatever order the cases stand in', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => `GZJT-S-2026-${String(i + 1).padStart(6, '0')}`)
  const of = { root: 'a'.repeat(64), list: 'b'.repeat(64) }
  const first = drawOrder(numbers, of, sha256)
  expect(first.toSorted()).toEqual(numbers)
  expect(drawOrder(numbers.toReversed(), of, sha256)).toEqual(first)
  expect(drawOrder(numbers, { ...of, root: 'c'.repeat(64) }, sha256)).not.toEqual(first)
  // By hand: printf 'datadeed-cohort-draw/1\n<root>\n<list>\n<number>\n' | sha256sum
  expect(
    sha256(`datadeed-cohort-draw/1\n${of.root}\n${of.list}\n${first[0]}\n`) <
      sha256(`datadeed-cohort-draw/1\n${of.root}\n${of.list}\n${first[1]}\n`),
  ).toBe(true)
})

it('agrees with the vectors, which were made with coreutils and exact fractions', () => {
  const { root, list, numbers, order } = vectors.draw
  expect(drawOrder(numbers, { root, list }, sha256)).toEqual(order)
  for (const { population, defects, size, ...rule } of vectors.sizes)
    expect([population, sampleSize(population, rule, defects)]).toEqual([population, size])
})

it('favours no case', () => {
  const numbers = Array.from({ length: 10 }, (_, i) => `N${i}`)
  const hits = new Map<string, number>()
  for (let i = 0; i < 3000; i++) {
    const [first = ''] = drawOrder(numbers, { root: sha256(String(i)), list: 'd'.repeat(64) }, sha256)
    hits.set(first, (hits.get(first) ?? 0) + 1)
  }
  // χ² with 9 degrees of freedom: 27.9 is passed once in a thousand.
  const chi = [...hits.values()].reduce((sum, n) => sum + (n - 300) ** 2 / 300, 0)
  expect(hits.size).toBe(10)
  expect(chi).toBeLessThan(27.9)
})
