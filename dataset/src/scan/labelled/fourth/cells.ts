import type { SensitiveKind } from '../../kinds.ts'
import type { Random } from './random.ts'

/** One cell with what it holds; `may` is what can be argued either way (a masked number, the address of a firm). */
export interface Made {
  text: string | null
  kinds: readonly SensitiveKind[]
  may: readonly SensitiveKind[]
}

export type Maker = (row: number) => Made

export const holds = (text: string, ...kinds: SensitiveKind[]): Made => ({ text, kinds, may: [] })
export const arguable = (text: string, ...may: SensitiveKind[]): Made => ({ text, kinds: [], may })
export const plain = (text: string | number): Made => ({ text: String(text), kinds: [], may: [] })

/** A column of which nobody has said yet how its cells come out. */
export interface Plan {
  headers: readonly string[]
  maker: Maker
  /** its header may not be taken away: the label hangs on it */
  fixed: boolean
  /** share of empty cells; drawn where absent */
  blank: number | null
}

export const col = (
  headers: string | readonly string[],
  maker: Maker,
  { fixed = false, blank = null }: { fixed?: boolean; blank?: number | null } = {},
): Plan => ({ headers: typeof headers === 'string' ? [headers] : headers, maker, fixed, blank })

const blanks = [null, null, '', '', ' ', '无', '-', '/', 'NULL', 'N/A', '不详', '——', 'null', '待补', '\\N']

/** How this column writes down that it has nothing: one or two ways, not all at once. */
export const emptyOf = (random: Random): (() => string | null) => {
  const ways = [random.pick(blanks), random.pick(blanks)]
  return () => random.pick(ways)
}

/** One maker for most rows and others for the rest: `[share, maker]`, the last takes what is left. */
export const mixed =
  (random: Random, ...ways: readonly (readonly [number, Maker])[]): Maker =>
  (row) => {
    let left = random.next()
    for (const [share, maker] of ways) {
      left -= share
      if (left < 0) return maker(row)
    }
    return (ways.at(-1) as readonly [number, Maker])[1](row)
  }

/** Two makers in one cell. */
export const both =
  (first: Maker, between: string, second: Maker): Maker =>
  (row) => {
    const [one, two] = [first(row), second(row)]
    return {
      text: `${one.text ?? ''}${between}${two.text ?? ''}`,
      kinds: [...one.kinds, ...two.kinds],
      may: [...one.may, ...two.may],
    }
  }

/** A maker's cell inside a sentence; `#` stands for the value. */
export const within =
  (random: Random, sentences: readonly string[], maker: Maker): Maker =>
  (row) => {
    const made = maker(row)
    const sentence = random.pick(sentences)
    // A sentence without a place for the value does not hold it.
    if (!sentence.includes('#')) return plain(sentence)
    return { ...made, text: sentence.replace('#', () => made.text ?? '') }
  }

/** The same cell for the same row, however often it is asked for. */
export const pool = (size: number, maker: Maker, random: Random): Maker => {
  const kept = Array.from({ length: size }, (_, at) => maker(at))
  return () => random.pick(kept)
}

export const words =
  (random: Random, list: readonly string[]): Maker =>
  () =>
    plain(random.pick(list))
