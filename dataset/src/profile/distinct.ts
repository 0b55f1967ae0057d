import type { Count } from './types.ts'

const bits = 14
const registers = 1 << bits
/** Of a HyperLogLog of 16 KiB, as a part of what it estimates. */
const relativeError = 1.04 / Math.sqrt(registers)

/**
 * Counts different values, told apart by 64 bits of a hash whose halves are both well mixed. What it says depends on the set of values only, not
 * on their order or number.
 */
export interface Distinct {
  add(one: number, two: number): void
  count(): Count
}

/** A counter that has seen nothing: exact up to a bound, beyond it a HyperLogLog. */
export const createDistinct = (exactUpTo = 4096): Distinct => {
  let table = new Int32Array(2 * 64)
  let size = 0
  let sketch: Uint8Array | null = null

  // No register is below this, so most values of a long column need not look at theirs.
  let floor = 0
  let raised = 0

  const note = (into: Uint8Array, one: number, two: number) => {
    // 18 bits of one half are left, and 32 of the other.
    const rest = one << bits
    const rank = rest !== 0 ? Math.clz32(rest) + 1 : 32 - bits + Math.clz32(two) + 1
    if (rank <= floor) return
    const at = one >>> (32 - bits)
    if (rank <= (into[at] as number)) return
    into[at] = rank
    raised += 1
    if (raised === registers) {
      raised = 0
      floor = into.reduce((least, register) => Math.min(least, register), 255)
    }
  }
  /** true when the pair was not there; the second half is never 0, which marks a free place */
  const insert = (into: Int32Array, one: number, two: number): boolean => {
    const mask = into.length / 2 - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const there = into[2 * slot + 1] as number
      if (there === 0) {
        into[2 * slot] = one
        into[2 * slot + 1] = two
        return true
      }
      if (there === two && into[2 * slot] === one) return false
    }
  }
  const grow = () => {
    const old = table
    if (size > exactUpTo) sketch = new Uint8Array(registers)
    else if (4 * size > old.length) table = new Int32Array(2 * old.length)
    else return
    for (let at = 0; at < old.length; at += 2) {
      const two = old[at + 1] as number
      if (two === 0) continue
      if (sketch) note(sketch, old[at] as number, two)
      else insert(table, old[at] as number, two)
    }
    if (sketch) table = new Int32Array(0)
  }
  return {
    add: (one, two) => {
      const second = two === 0 ? 1 : two
      if (sketch) note(sketch, one, second)
      else if (insert(table, one, second)) {
        size += 1
        grow()
      }
    },
    count: () => {
      if (!sketch) return { count: size, exact: true, error: 0 }
      const count = estimate(sketch)
      return { count, exact: false, error: Math.ceil(relativeError * count) }
    },
  }
}

const estimate = (sketch: Uint8Array): number => {
  let sum = 0
  let zeros = 0
  for (const rank of sketch) {
    sum += 2 ** -rank
    if (rank === 0) zeros += 1
  }
  const raw = ((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum
  return Math.round(raw <= 2.5 * registers && zeros > 0 ? registers * Math.log(registers / zeros) : raw)
}
