import { createRandom } from '../unicity.ts'

/** Drawing at random, the same at every run. */
export const createDraw = (seed: number) => {
  const random = createRandom(seed)
  const below = (n: number): number => Math.floor(random() * n)
  const between = (from: number, to: number): number => from + below(to - from + 1)
  const one = <T>(list: readonly T[] | string): T => {
    const at = list[below(list.length)]
    if (at === undefined) throw new RangeError('nothing to draw from')
    return at as T
  }
  const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('')
  const from = (alphabet: string, n: number): string =>
    Array.from({ length: n }, () => alphabet[below(alphabet.length)]).join('')
  const two = (n: number): string => String(n).padStart(2, '0')
  const date = (first: number, last: number): string =>
    `${between(first, last)}${two(between(1, 12))}${two(between(1, 28))}`
  const chance = (p: number): boolean => random() < p
  return { random, below, between, one, digits, from, two, date, chance }
}

export type Draw = ReturnType<typeof createDraw>
