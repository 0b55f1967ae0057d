/** Random draws that repeat from their seed (mulberry32). */
export interface Random {
  next(): number
  /** from `low` to `high`, both included */
  int(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  digits(length: number): string
  /** `length` characters of `set` */
  of(set: string, length: number): string
}

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T
  const of = (set: string, length: number): string =>
    Array.from({ length }, () => set.charAt(int(0, set.length - 1))).join('')
  return { next, int, chance: (share) => next() < share, pick, of, digits: (length) => of('0123456789', length) }
}

export const pad = (value: number, length = 2): string => String(value).padStart(length, '0')
