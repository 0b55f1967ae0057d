import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type HashedBundle, hashBundle } from './hash-bundle.ts'
import type { HashTask } from './hash-worker.ts'

/** Hashes bundles, on all cores where there are many. */
export interface HashPool {
  hash(bytes: Uint8Array, count: number, sm3: boolean): Promise<HashedBundle | null>
  close(): Promise<void>
}

// Below this many bundles threads take longer to start than to work.
const worthThreads = 64
// Bundles in one message: to send one costs more than to hash one.
const together = 8

/** Opens threads for this many bundles, none for a few. */
export const openHashPool = (bundles: number): HashPool => {
  if (bundles < worthThreads)
    return { hash: async (bytes, ...how) => hashBundle(Uint8Array.from(bytes), ...how), close: async () => {} }
  const waiting = new Map<number, { resolve(hashed: HashedBundle | null): void; reject(error: unknown): void }>()
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url))
    worker.on('message', (done: { id: number; hashed: HashedBundle | null }[]) => {
      for (const { id, hashed } of done) {
        waiting.get(id)?.resolve(hashed)
        waiting.delete(id)
      }
    })
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    return worker
  })
  let last = 0
  let turn = 0
  let tasks: HashTask[] = []
  const send = () => {
    if (tasks.length === 0) return
    const worker = workers[turn++ % workers.length]
    // Copies that are handed over: cloning them takes many times as long.
    worker?.postMessage(
      tasks,
      tasks.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    )
    tasks = []
  }
  return {
    hash: (bytes, count, sm3) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        tasks.push({ id, bytes: Uint8Array.from(bytes), count, sm3 })
        if (tasks.length === together) send()
        else if (tasks.length === 1) setImmediate(send)
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
