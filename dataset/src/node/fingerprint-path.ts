import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { nodeCrypto } from '@datadeed/evidence/node'
import { createHashControl } from '../fingerprint/control.ts'
import type { Fingerprint } from '../fingerprint/manifest.ts'
import { toFingerprint } from '../fingerprint/manifest.ts'
import type { Progress } from '../fingerprint/progress.ts'
import { hashFiles } from '../fingerprint/schedule.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import type { NodeSource } from './reader.ts'
import { listFiles } from './walk.ts'

/** Options of {@link fingerprintPath}. */
export interface FingerprintPathOptions {
  /** also plain whole-file SHA-256 and SM3; default true */
  whole?: boolean
  /** also read columns and rows; default true */
  profile?: boolean
  /** also commit to the profile in the manifest, as salted parts that the caller must keep; default false */
  parts?: boolean
  /** worker threads; default one per core */
  workers?: number
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** Fingerprint of a file or folder on disk. Rejects with FingerprintError; the data is only read. */
export const fingerprintPath = async (path: string, o: FingerprintPathOptions = {}): Promise<Fingerprint> => {
  const files = await listFiles(path)
  const control = createHashControl()
  if (o.signal?.aborted) control.cancel()
  o.signal?.addEventListener('abort', control.cancel, { once: true })
  try {
    const hashed = await hashFiles(files, {
      whole: o.whole ?? true,
      profile: o.profile ?? true,
      workers: o.workers ?? availableParallelism(),
      batches: true,
      start: startWorker,
      now: () => performance.now(),
      control,
      onProgress: o.onProgress,
    })
    return toFingerprint(hashed, nodeCrypto, o.parts ? () => randomBytes(32) : undefined)
  } finally {
    o.signal?.removeEventListener('abort', control.cancel)
  }
}

const startWorker = (): WorkerHandle<NodeSource> => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  let ended = false
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', (message: FromWorker) => listener(message)),
    onCrash: (listener) => {
      worker.on('error', listener)
      worker.on('exit', (code) => {
        if (!ended) listener(new Error(`worker ended with ${code}`))
      })
    },
    terminate: () => {
      ended = true
      void worker.terminate()
    },
  }
}
