import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBacklog } from './backlog.ts'

/** What the database would give: ids above `after` and the late ones, of those committed and not yet taken. */
const take = (committed: Set<bigint>, taken: Set<bigint>, next: { after: bigint; late: bigint[] }, limit: number) =>
  [...committed]
    .filter((id) => !taken.has(id) && (id > next.after || next.late.includes(id)))
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, limit)

test('every leaf is taken once, in whatever order transactions commit', () => {
  const order = fc.shuffledSubarray(Array.from({ length: 40 }, (_, i) => BigInt(i + 1)))
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 7 }), (ids, limit) => {
      const backlog = createBacklog(() => 0)
      const [committed, taken] = [new Set<bigint>(), new Set<bigint>()]
      const round = () => {
        const found = take(committed, taken, backlog.next(), limit)
        for (const id of found) taken.add(id)
        backlog.took(found)
        return found.length
      }
      for (const id of ids) {
        committed.add(id)
        round()
      }
      while (round() > 0);
      expect(ids.filter((id) => !taken.has(id))).toEqual([])
    }),
  )
})

test('an id that never comes is given up after five minutes and found by the sweep', () => {
  let now = 0
  const backlog = createBacklog(() => now)
  backlog.took([1n, 2n, 4n])
  expect(backlog.next()).toEqual({ after: 4n, late: [3n] })
  now = 301_000
  expect(backlog.next()).toEqual({ after: 4n, late: [] })
  now = 3_600_000
  expect(backlog.next()).toEqual({ after: 0n, late: [] })
  expect(backlog.next()).toEqual({ after: 4n, late: [] })
})
