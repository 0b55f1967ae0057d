/** Bits of the mantissa that tell bins apart at first, once values are no longer kept whole. */
const firstBits = 20

const asDouble = new Float64Array(1)
const asWords = new Int32Array(asDouble.buffer)
// The half of a double with sign, exponent and the first 20 bits of its mantissa.
const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0

/** How the numbers of a column are spread. */
export interface Bins {
  add(value: number, times: number): void
  /** the value at that part (0 to 1) of all, by nearest rank; null where there is none */
  quantile(part: number): number | null
  /** counts of `steps` equal steps from `least` to `most` */
  histogram(least: number, most: number, steps: number): number[]
  /** the part of the values from `least` to `most` */
  within(least: number, most: number): number
  /** a value told is off by at most this part of its size; 0 is exact */
  error(): number
}

/**
 * Counts numbers by value while there are at most `mostBins` different ones, and then by the leading bits of their double, as many bits as still
 * give at most so many bins. Which bins there are at the end depends on the values alone, not on their order, so the same table has the same
 * figures however it is read, and two halves can be added up.
 */
export const createBins = (mostBins = 2048): Bins => {
  const slots = 2 * mostBins
  let values: Float64Array | null = null
  let keys: Int32Array | null = null
  let counts = new Float64Array(0)
  let used = 0
  let bits = 52
  let zeros = 0

  const insertValue = (value: number, times: number) => {
    const into = values as Float64Array
    asDouble[0] = value
    let slot = mix((asWords[0] as number) ^ Math.imul(asWords[1] as number, 0x9e3779b1)) & (into.length - 1)
    for (;;) {
      const there = into[slot] as number
      if (there === value) {
        counts[slot] = (counts[slot] as number) + times
        return
      }
      if (there === 0) break
      slot = (slot + 1) & (into.length - 1)
    }
    into[slot] = value
    counts[slot] = times
    used += 1
  }
  const insertKey = (key: number, times: number) => {
    const into = keys as Int32Array
    let slot = mix(key) & (slots - 1)
    for (;;) {
      const there = into[slot] as number
      if (there === key) {
        counts[slot] = (counts[slot] as number) + times
        return
      }
      if (there === 0) break
      slot = (slot + 1) & (slots - 1)
    }
    into[slot] = key
    counts[slot] = times
    used += 1
  }
  // 0 marks a free slot. The bin of the smallest positive doubles has the key 0 too, and is counted as its neighbour.
  const keyOf = (value: number): number => {
    asDouble[0] = value
    return (asWords[highWord] as number) >> (firstBits - bits) || 1
  }
  const growValues = () => {
    const [oldValues, oldCounts] = [values as Float64Array, counts]
    values = new Float64Array(4 * oldValues.length)
    counts = new Float64Array(values.length)
    used = 0
    for (let i = 0; i < oldValues.length; i++) {
      if (oldValues[i] !== 0) insertValue(oldValues[i] as number, oldCounts[i] as number)
    }
  }
  const coarsen = () => {
    const [oldValues, oldKeys, oldCounts] = [values, keys, counts]
    const shift = bits === 52 ? 0 : 1
    bits = bits === 52 ? firstBits : bits - 1
    values = null
    keys = new Int32Array(slots)
    counts = new Float64Array(slots)
    used = 0
    for (let i = 0; i < oldCounts.length; i++) {
      const times = oldCounts[i] as number
      if (times === 0) continue
      if (oldValues) insertKey(keyOf(oldValues[i] as number), times)
      else if (oldKeys) insertKey((oldKeys[i] as number) >> shift || 1, times)
    }
  }
  /** middle of each bin with its count, in order */
  const sorted = (): [number, number][] => {
    const all: [number, number][] = zeros > 0 ? [[0, zeros]] : []
    for (let i = 0; i < counts.length; i++) {
      const times = counts[i] as number
      if (times > 0) all.push([values ? (values[i] as number) : middleOf(keys?.[i] ?? 0, bits), times])
    }
    return all.sort((a, b) => a[0] - b[0])
  }
  return {
    add: (value, times) => {
      if (value === 0) {
        zeros += times
        return
      }
      if (keys === null) {
        if (values === null) {
          values = new Float64Array(64)
          counts = new Float64Array(64)
        }
        insertValue(value, times)
        if (used > mostBins) coarsen()
        else if (2 * used > values.length) growValues()
      } else insertKey(keyOf(value), times)
      while (used > mostBins) coarsen()
    },
    quantile: (part) => {
      const all = sorted()
      const total = all.reduce((sum, [, times]) => sum + times, 0)
      let left = Math.max(1, Math.ceil(part * total))
      for (const [value, times] of all) {
        left -= times
        if (left <= 0) return value
      }
      return null
    },
    histogram: (least, most, steps) => {
      const found = new Array<number>(steps).fill(0)
      // Divided first: the difference of two doubles may be none.
      const width = most / steps - least / steps
      for (const [value, times] of sorted()) {
        const step = width > 0 ? Math.floor(value / width - least / width) : 0
        const at = Math.max(0, Math.min(steps - 1, step))
        found[at] = (found[at] ?? 0) + times
      }
      return found
    },
    within: (least, most) => {
      let [inside, total] = [0, 0]
      for (const [value, times] of sorted()) {
        total += times
        if (value >= least && value <= most) inside += times
      }
      return total === 0 ? 1 : inside / total
    },
    error: () => {
      if (bits === 52) return 0
      // Half the width of a bin, as a part of its lower edge; below no bits of the mantissa a bin spans several powers of two.
      return bits >= 0 ? 2 ** -(bits + 1) : (2 ** (2 ** -bits) - 1) / 2
    },
  }
}

const middleOf = (key: number, bits: number): number => {
  const edge = (at: number): number => {
    asWords[highWord] = at << (firstBits - bits)
    asWords[1 - highWord] = 0
    return asDouble[0] as number
  }
  const low = edge(key)
  const high = edge(key + 1)
  return Number.isFinite(high) ? low / 2 + high / 2 : low
}

const mix = (h: number): number => {
  const a = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return a ^ (a >>> 13)
}
