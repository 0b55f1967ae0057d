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
  // Three for each slot: the halves of the hash, of which the second is never 0, and how often the row came.
  let table = new Int32Array(3 * 1024)
  let slots = 1024
  let size = 0
  let level = 0

  const insert = (one: number, two: number, times: number) => {
    const mask = slots - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const there = table[3 * slot + 1] as number
      if (there === 0) {
        table[3 * slot] = one
        table[3 * slot + 1] = two
        table[3 * slot + 2] = times
        size += 1
        return
      }
      if (there === two && table[3 * slot] === one) {
        table[3 * slot + 2] = (table[3 * slot + 2] as number) + times
        return
      }
    }
  }
  const rebuild = (room: number) => {
    const old = table
    slots = room
    table = new Int32Array(3 * slots)
    size = 0
    for (let at = 0; at < old.length; at += 3) {
      const two = old[at + 1] as number
      if (two !== 0 && kept(two)) insert(old[at] as number, two, old[at + 2] as number)
    }
  }
  // The lowest bit is set in every second half, so that none is 0; the sample is chosen by those above it.
  const kept = (two: number) => (two & ((1 << (level + 1)) - 2)) === 0
  return {
    add: (one, two) => {
      const second = two | 1
      if (level > 0 && !kept(second)) return
      insert(one, second, 1)
      if (2 * size <= slots) return
      if (slots < 2 * most) return rebuild(Math.min(2 * most, 4 * slots))
      while (size >= most) {
        level += 1
        rebuild(2 * most)
      }
    },
    count: () => {
      let repeats = 0
      let squares = 0
      for (let at = 2; at < table.length; at += 3) {
        const extra = (table[at] as number) - 1
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
