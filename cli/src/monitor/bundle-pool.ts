import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { BundleDone } from './bundle-worker.ts'
import type { Finding } from './finding.ts'
import { type LogSource, SourceError } from './log-source.ts'
import { type BundleRead, type BundleTask, readBundle } from './read-bundle.ts'

/** Reads bundles, on all cores where there are many. */
export interface BundlePool {
  read(task: BundleTask): Promise<BundleRead | Finding>
  close(): Promise<void>
}

// Below this many bundles threads take longer to start than to work.
const worthThreads = 64
// Bundles in one message: to send one costs more than to hash one.
const together = 8

/** Opens threads for this many bundles, none for a few. */
export const openBundlePool = (source: LogSource, bundles: number): BundlePool => {
  if (bundles < worthThreads) return { read: (task) => readBundle(source, task), close: async () => {} }
  const waiting = new Map<number, { resolve(read: BundleRead | Finding): void; reject(error: unknown): void }>()
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(new URL('./bundle-worker.ts', import.meta.url), { workerData: source.place })
    worker.on('message', (done: BundleDone[]) => {
      for (const { id, read } of done) {
        if ('unreadable' in read) waiting.get(id)?.reject(new SourceError(read.unreadable))
        else waiting.get(id)?.resolve(read)
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
  let tasks: { id: number; task: BundleTask }[] = []
  const send = () => {
    if (tasks.length === 0) return
    workers[turn++ % workers.length]?.postMessage(tasks)
    tasks = []
  }
  return {
    read: (task) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        tasks.push({ id, task })
        if (tasks.length === together) send()
        else if (tasks.length === 1) setImmediate(send)
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
