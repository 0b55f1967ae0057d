import { parentPort } from 'node:worker_threads'
import { hashBundle } from './hash-bundle.ts'

/** What a thread is asked: a bundle, how many entries of it count, and whether in both trees. */
export interface HashTask {
  id: number
  bytes: Uint8Array
  count: number
  sm3: boolean
}

parentPort?.on('message', ({ id, bytes, count, sm3 }: HashTask) => {
  parentPort?.postMessage({ id, hashed: hashBundle(bytes, count, sm3) })
})
