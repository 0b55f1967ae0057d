import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type HashedBundle, hashBundle } from './hash-bundle.ts'
import type { HashTask } from './hash-worker.ts'

/** Hashes bundles, on all cores where there are many. */
export interface HashPool {
  readonly threads: number
  hash(bytes: Uint8Array, count: number, sm3: boolean): Promise<HashedBundle | null>
  close(): Promise<void>
}

// Below this many bundles threads take longer to start than to work.
const worthThreads = 64

/** Opens threads for this many bundles, none for a few. */
export const openHashPool = (bundles: number): HashPool => {
  if (bundles < worthThreads) {
    return { threads: 1, hash: async (...task) => hashBundle(...task), close: async () => {} }
  }
  const waiting = new Map<number, { resolve(hashed: HashedBundle | null): void; reject(error: unknown): void }>()
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url))
    worker.on('message', ({ id, hashed }: { id: number; hashed: HashedBundle | null }) => {
      waiting.get(id)?.resolve(hashed)
      waiting.delete(id)
    })
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    return worker
  })
  let last = 0
  return {
    threads: workers.length,
    hash: (bytes, count, sm3) =>
      new Promise((resolve, reject) => {
        const task: HashTask = { id: ++last, bytes, count, sm3 }
        waiting.set(task.id, { resolve, reject })
        workers[task.id % workers.length]?.postMessage(task)
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
