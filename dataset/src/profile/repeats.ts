import type { Count } from './types.ts'

/** Different rows kept at most; as long as there are no more, everything is exact. */
const most = 1 << 20

/** Counts rows that repeat an earlier one. */
export interface Repeats {
  /** a row, by 64 bits of a hash whose halves are both well mixed */
  add(one: number, two: number): void
  count(): Count
}

/**
 * Counts repeated rows by their hashes. Beyond 1,048,576 different rows it keeps those whose hash ends in enough zero bits, and how often each
 * came: an even sample of the different rows, all copies of each with it, so repeats in the sample times its rate estimate repeats in all. What
 * it says depends on the rows only, not on their order.
 */
export const createRepeats = (): Repeats => {
  let table = new Int32Array(2 * 1024)
  let counts = new Uint32Array(1024)
  let size = 0
  let level = 0

  const insert = (one: number, two: number, times: number) => {
    const mask = counts.length - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const there = table[2 * slot + 1] as number
      if (there === two && table[2 * slot] === one) {
        counts[slot] = (counts[slot] as number) + times
        return
      }
      if (there === 0) {
        table[2 * slot] = one
        table[2 * slot + 1] = two
        counts[slot] = times
        size += 1
        return
      }
    }
  }
  const rebuild = (slots: number) => {
    const [oldTable, oldCounts] = [table, counts]
    table = new Int32Array(2 * slots)
    counts = new Uint32Array(slots)
    size = 0
    for (let slot = 0; slot < oldCounts.length; slot++) {
      const times = oldCounts[slot] as number
      const two = oldTable[2 * slot + 1] as number
      if (times > 0 && kept(two)) insert(oldTable[2 * slot] as number, two, times)
    }
  }
  // The lowest bit is set in every second half, so that none is 0; the sample is chosen by those above it.
  const kept = (two: number) => (two & ((1 << (level + 1)) - 2)) === 0
  return {
    add: (one, two) => {
      const second = two | 1
      if (level > 0 && !kept(second)) return
      insert(one, second, 1)
      if (2 * size <= counts.length) return
      if (size < most) return rebuild(Math.min(4 * counts.length, 2 * most))
      while (size >= most) {
        level += 1
        rebuild(2 * most)
      }
    },
    count: () => {
      let repeats = 0
      let squares = 0
      for (let slot = 0; slot < counts.length; slot++) {
        const extra = (counts[slot] as number) - 1
        if (extra <= 0) continue
        repeats += extra
        squares += extra * extra
      }
      const rate = 2 ** level
      // A repeated row is in the sample or not; the variance of the sum is that of its members.
      const error = level === 0 ? 0 : Math.ceil(Math.sqrt(rate * (rate - 1) * Math.max(1, squares)))
      return { count: repeats * rate, exact: level === 0, error }
    },
  }
}
