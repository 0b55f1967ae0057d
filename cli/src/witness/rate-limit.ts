/** Whether one more request of an address is answered now. */
export type RateLimit = (address: string) => boolean

const maxAddresses = 10_000

/** Lets each address have `rate` requests a second, twice as many at once. `now` is milliseconds. */
export const createRateLimit = (rate: number, now: () => number): RateLimit => {
  const buckets = new Map<string, { left: number; at: number }>()
  return (address) => {
    const at = now()
    const bucket = buckets.get(address) ?? { left: 2 * rate, at }
    // A clock that was set back gives nothing and takes nothing.
    const left = Math.min(2 * rate, bucket.left + (Math.max(0, at - bucket.at) / 1000) * rate)
    buckets.delete(address)
    buckets.set(address, { left: Math.max(0, left - 1), at })
    // Whoever was heard longest ago goes first: a flood of addresses must not fill the memory.
    if (buckets.size > maxAddresses) buckets.delete(buckets.keys().next().value ?? '')
    return left >= 1
  }
}
