import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inGroups } from './in-groups.ts'

test('what comes while a group runs goes into the next, in order, and each gets its own result', async () => {
  const groups: number[][] = []
  const double = inGroups<number, number>(4, async (items) => {
    groups.push([...items])
    await sleep(5)
    return items.map((n) => 2 * n)
  })
  const results = await Promise.all(Array.from({ length: 10 }, (_, n) => double(n)))
  expect(results).toEqual(Array.from({ length: 10 }, (_, n) => 2 * n))
  expect(groups).toEqual([[0], [1, 2, 3, 4], [5, 6, 7, 8], [9]])
})

test("the fault of one item is no other's, and work goes on after it", async () => {
  const tried: number[] = []
  const half = inGroups<number, number>(8, async (items) => {
    await sleep(1)
    tried.push(items.length)
    if (items.includes(3)) throw new Error('three')
    return items.map((n) => n / 2)
  })
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map(half))
  expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual([
    ...[0, 0.5, 1, 'three', 2],
  ])
  expect(tried).toEqual([1, 4, 1, 1, 1, 1])
  expect(await half(10)).toBe(5)
})
