import { parentPort } from 'node:worker_threads'
import { hashBundle } from './hash-bundle.ts'

/** What a thread is asked: a bundle, how many entries of it count, and whether in both trees. */
export interface HashTask {
  id: number
  bytes: Uint8Array
  count: number
  sm3: boolean
}

parentPort?.on('message', (tasks: HashTask[]) => {
  const done = tasks.map(({ id, bytes, count, sm3 }) => ({ id, hashed: hashBundle(bytes, count, sm3) }))
  const given = done.flatMap(({ hashed }) => [hashed?.sha256.leaves, hashed?.sm3?.leaves])
  parentPort?.postMessage(
    done,
    given.flatMap((leaves) => (leaves ? [leaves.buffer as ArrayBuffer] : [])),
  )
})
