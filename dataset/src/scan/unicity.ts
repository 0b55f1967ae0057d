/** Points kept in all, some 10 MB. */
const pointsKept = 120_000
/** What a trace costs before its first point, in points. */
const traceCost = 8
/** Random sets of points drawn for the estimate. */
const draws = 2000
/** Fewer traces than this say nothing about how alike traces are. */
export const fewestTraces = 20

/** 32-bit mixing of two numbers (murmur3's finaliser), for sampling traces and for naming cells. */
const mix = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x27d4eb2f, 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const hashText = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h, text.length)
}

interface Trace {
  home: number
  moved: boolean
  last: number
  cells: Set<number>
}

/** Gathers points of traces, whole traces at a time, and estimates how many points single one out. */
export const createUnicity = () => {
  let traces = new Map<string, Trace>()
  let points = 0
  /** a trace is kept where its hash is below this; halved when there are too many points */
  let bound = 2 ** 32

  const shrink = () => {
    bound /= 2
    const kept = new Map<string, Trace>()
    points = 0
    for (const [id, trace] of traces) {
      if (hashText(id) >= bound) continue
      kept.set(id, trace)
      points += trace.cells.size + traceCost
    }
    traces = kept
  }

  return {
    /** False for traces that were left out for good. */
    wants: (id: string): boolean => bound === 2 ** 32 || hashText(id) < bound,
    /** A point of a trace: its place and its place in time, each as one number. */
    add: (id: string, place: number, cell: number) => {
      let trace = traces.get(id)
      if (!trace) {
        if (bound < 2 ** 32 && hashText(id) >= bound) return
        trace = { home: place, moved: false, last: -1, cells: new Set() }
        traces.set(id, trace)
        points += traceCost
      }
      if (trace.last === cell) return
      trace.last = cell
      if (trace.home !== place) trace.moved = true
      const before = trace.cells.size
      trace.cells.add(cell)
      points += trace.cells.size - before
      while (points > pointsKept && traces.size > 2 * fewestTraces) shrink()
    },
    /** Traces kept, and how many of them were at more than one place. */
    kept: () => {
      let moved = 0
      for (const trace of traces.values()) if (trace.moved) moved += 1
      return { traces: traces.size, moved }
    },
    /**
     * After de Montjoye et al. (2013): draw a trace, draw `k` of its points, see whether another trace has them all. `random` gives numbers in
     * [0, 1). Null where fewer than 20 traces have that many points.
     */
    estimate: (
      k: number,
      random: () => number,
    ): { unique: number; error: number; traces: number; sampled: number } | null => {
      const visitors = new Map<number, number[]>()
      const lists: number[][] = []
      for (const { cells } of traces.values()) {
        const trace = lists.length
        lists.push([...cells])
        for (const cell of cells) {
          const list = visitors.get(cell)
          if (list) list.push(trace)
          else visitors.set(cell, [trace])
        }
      }
      const long = lists.flatMap((cells, trace) => (cells.length >= k ? [trace] : []))
      if (long.length < fewestTraces) return null
      let unique = 0
      for (let i = 0; i < draws; i++) {
        const trace = long[Math.floor(random() * long.length)] ?? 0
        if (isUnique(drawn(lists[trace] ?? [], k, random), visitors)) unique += 1
      }
      // Wilson's interval at 95 %.
      const z = 1.96
      const p = unique / draws
      const error = (z / (1 + (z * z) / draws)) * Math.sqrt((p * (1 - p)) / draws + (z * z) / (4 * draws * draws))
      return { unique: p, error, traces: lists.length, sampled: bound / 2 ** 32 }
    },
  }
}

const drawn = (cells: readonly number[], k: number, random: () => number): number[] => {
  const chosen = new Set<number>()
  while (chosen.size < k) chosen.add(cells[Math.floor(random() * cells.length)] ?? 0)
  return [...chosen]
}

const isUnique = (cells: readonly number[], visitors: ReadonlyMap<number, readonly number[]>): boolean => {
  const lists = cells.map((cell) => visitors.get(cell) ?? []).sort((a, b) => a.length - b.length)
  const [shortest = [], ...others] = lists
  let seen = 0
  for (const trace of shortest) if (others.every((list) => has(list, trace)) && ++seen > 1) return false
  return true
}

/** The lists are in ascending order. */
const has = (list: readonly number[], trace: number): boolean => {
  let low = 0
  let high = list.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = list[middle] ?? 0
    if (found === trace) return true
    if (found < trace) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** Numbers in [0, 1) that are the same at every run (mulberry32). */
export const createRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
