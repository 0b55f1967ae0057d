const bits = 12
const registers = 1 << bits
/** Values are told apart and counted up to here; beyond, a HyperLogLog of 4 KiB estimates. */
const exactUpTo = 1000

const mix = (h: number): number => {
  const a = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return b ^ (b >>> 16)
}

/**
 * Counts different texts. They are told apart by 64 bits of hash, kept in an open table of pairs: a Set of the texts
 * themselves was most of the time of a profile.
 */
export const createDistinct = () => {
  let table = new Int32Array(2 * 64)
  let size = 0
  let sketch: Uint8Array | null = null

  const note = (into: Uint8Array, h: number) => {
    const at = h >>> (32 - bits)
    const rank = Math.clz32((h << bits) | (1 << (bits - 1))) + 1
    if (rank > (into[at] as number)) into[at] = rank
  }
  /** true when the pair was not there; the second half is never 0, which marks a free place */
  const insert = (into: Int32Array, one: number, two: number): boolean => {
    const mask = into.length / 2 - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      if (into[2 * slot + 1] === 0) {
        into[2 * slot] = one
        into[2 * slot + 1] = two
        return true
      }
      if (into[2 * slot] === one && into[2 * slot + 1] === two) return false
    }
  }
  const eachPair = (from: Int32Array, visit: (one: number, two: number) => void) => {
    for (let at = 0; at < from.length; at += 2) {
      if (from[at + 1] !== 0) visit(from[at] as number, from[at + 1] as number)
    }
  }
  const grow = () => {
    if (size > exactUpTo) {
      const made = new Uint8Array(registers)
      eachPair(table, (one) => note(made, one))
      sketch = made
      table = new Int32Array(2)
    } else if (size > table.length / 4) {
      const larger = new Int32Array(2 * table.length)
      eachPair(table, (one, two) => insert(larger, one, two))
      table = larger
    }
  }
  return {
    add: (text: string) => {
      let one = 0x811c9dc5
      let two = 0x9e3779b1
      for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i)
        one = Math.imul(one ^ c, 0x01000193)
        two = Math.imul(two ^ c, 0x5bd1e995)
      }
      one = mix(one)
      if (sketch) note(sketch, one)
      else if (insert(table, one, mix(two) || 1)) {
        size += 1
        grow()
      }
    },
    count: (): { count: number; exact: boolean } =>
      sketch ? { count: estimate(sketch), exact: false } : { count: size, exact: true },
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
  if (raw <= 2.5 * registers && zeros > 0) return Math.round(registers * Math.log(registers / zeros))
  // Two values with the same 32 bits count once; this puts them back.
  const space = 2 ** 32
  return Math.round(raw <= space / 30 ? raw : -space * Math.log(1 - Math.min(raw / space, 0.999)))
}
