/**
 * Makes one function of many calls: what is asked for while a group is being worked on goes into the next one, `most` at a
 * time, so that a commit to disk is shared. `work` gives one result for each item, in their order. When a group of
 * several fails each of them is tried alone, so that one item's fault is no other's.
 */
export function inGroups<T, R>(most: number, work: (items: readonly T[]) => Promise<R[]>): (item: T) => Promise<R> {
  let waiting: Call<T, R>[] = []
  let running = false
  const run = async (calls: readonly Call<T, R>[]): Promise<void> => {
    try {
      const results = await work(calls.map((call) => call.item))
      for (const [i, call] of calls.entries()) call.resolve(results[i] as R)
    } catch (error) {
      if (calls.length === 1) calls[0]?.reject(error)
      else for (const call of calls) await run([call])
    }
  }
  const drain = async () => {
    running = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await run(group)
    }
    running = false
  }
  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!running) void drain()
    })
}

interface Call<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}
