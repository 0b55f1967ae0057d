const bits = 12
const registers = 1 << bits
/** Values are kept and counted up to here; beyond, a HyperLogLog of 4 KiB estimates. */
const exactUpTo = 1000

/** 32 bits of a text, well mixed (FNV-1a with the finisher of MurmurHash3). */
const hashText = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Counts different texts. */
export const createDistinct = () => {
  const seen = new Set<string>()
  let sketch: Uint8Array | null = null
  const note = (into: Uint8Array, text: string) => {
    const h = hashText(text)
    const at = h >>> (32 - bits)
    const rank = Math.clz32((h << bits) | (1 << (bits - 1))) + 1
    if (rank > (into[at] ?? 0)) into[at] = rank
  }
  return {
    add: (text: string) => {
      if (sketch) return note(sketch, text)
      seen.add(text)
      if (seen.size <= exactUpTo) return
      sketch = new Uint8Array(registers)
      for (const old of seen) note(sketch, old)
      seen.clear()
    },
    count: (): { count: number; exact: boolean } =>
      sketch ? { count: estimate(sketch), exact: false } : { count: seen.size, exact: true },
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
