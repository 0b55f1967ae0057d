import type { TopValue } from './types.ts'

const shown = 10
/** Longer ones are not remembered: they are texts, not categories. */
const longest = 64

/** Finds the most frequent values of a column. */
export interface Top {
  add(text: string, times: number): void
  /** times that went by unwatched, each of another value or not */
  miss(times: number): void
  values(): { top: TopValue[]; missed: number }
}

/** Counts the most frequent values with at most `most` under watch; a count told is at most `missed` too low (Misra and Gries, by halves). */
export const createTop = (most = 2048): Top => {
  const counts = new Map<string, number>()
  let missed = 0

  const drop = () => {
    const sorted = [...counts.values()].sort((a, b) => b - a)
    const least = sorted[most >> 1] ?? 0
    // All of what is dropped may come back and has then lost at most this many.
    missed += least
    for (const [text, count] of counts) if (count <= least) counts.delete(text)
  }
  return {
    add: (text, times) => {
      if (text.length > longest) return
      counts.set(text, (counts.get(text) ?? 0) + times)
      if (counts.size > most) drop()
    },
    miss: (times) => {
      missed += times
    },
    values: () => {
      const standing = [...counts].filter(([, count]) => count > missed)
      // Among equals the order of their characters, so that the order of the rows does not matter.
      standing.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      return { top: standing.slice(0, shown).map(([value, count]) => ({ value, count })), missed }
    },
  }
}
