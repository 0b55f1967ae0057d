/** Where to look for leaves: above `after`, and at the ids that were passed over. */
export interface Next {
  after: bigint
  late: bigint[]
}

const minute = 60_000
/** A transaction that has not committed after this long is looked for only by the hourly sweep. */
const patience = 5 * minute
const sweepEvery = 60 * minute
/** How far back the sweep looks, in ids. */
const sweepBack = 100_000n
/** Ids before a new leader's first that may belong to transactions still under way. */
const openingWindow = 1000n
/** More ids missing at once than this: they are found by the sweep. */
const mostMissing = 10_000

/**
 * Remembers what a leader has taken. Ids are given out before their transactions commit, so a lower one may appear late: an
 * id that was passed over is looked for by itself, and once an hour everything of late is looked at again.
 */
export function createBacklog(now: () => number = Date.now) {
  let after = 0n
  let sweptAt = now()
  const missing = new Map<bigint, number>()
  return {
    next(): Next {
      const moment = now()
      for (const [id, since] of missing) if (moment - since > patience) missing.delete(id)
      if (moment - sweptAt < sweepEvery) return { after, late: [...missing.keys()] }
      sweptAt = moment
      return { after: after > sweepBack ? after - sweepBack : 0n, late: [] }
    },
    /** The ids that were made entries, in any order. */
    took(ids: readonly bigint[]) {
      const taken = new Set(ids)
      const sorted = [...ids].sort((a, b) => (a < b ? -1 : 1))
      const last = sorted.at(-1) ?? after
      const first = (sorted[0] ?? 0n) - openingWindow
      const from = after > 0n ? after + 1n : first > 0n ? first : 1n
      for (let id = from; id <= last && missing.size < mostMissing; id++) if (!taken.has(id)) missing.set(id, now())
      for (const id of ids) missing.delete(id)
      if (last > after) after = last
    },
  }
}
