import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { nodeCrypto } from '@datadeed/evidence/node'
import { createHashControl } from '../fingerprint/control.ts'
import { FingerprintError } from '../fingerprint/errors.ts'
import type { Fingerprint } from '../fingerprint/manifest.ts'
import { toFingerprint } from '../fingerprint/manifest.ts'
import type { Progress } from '../fingerprint/progress.ts'
import { type HashedFile, hashFiles } from '../fingerprint/schedule.ts'
import type { FromWorker, WorkerHandle } from '../fingerprint/work.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { openEarlierWork, type Recalled } from './earlier-work.ts'
import type { NodeSource } from './reader.ts'
import { listFiles } from './walk.ts'

/** Options of {@link fingerprintPath}. */
export interface FingerprintPathOptions {
  /** also plain whole-file SHA-256 and SM3; default true */
  whole?: boolean
  /** also read columns and rows; default true */
  profile?: boolean
  /** also the fingerprints of tables; default false */
  tables?: boolean
  /** also sketches tables under this key, in the pass of the profile; default none */
  comparisonKey?: ComparisonKey | undefined
  /** also commit to what was learnt in the manifest, as salted parts that the caller must keep; default false */
  parts?: boolean
  /** worker threads; default one per core */
  workers?: number
  /** folder of a journal: work done is kept there while it runs, and what an interrupted run has done is not done again; default none */
  journal?: string
  /** keep the journal when finished: unchanged files need no reading next time, files that grew only their new part; default false */
  remember?: boolean
  /**
   * Take the old part of a file that grew for unchanged where nothing proves it (without whole-file hashes), after reading
   * 64 chunks of it again; default false: then it is hashed again. With whole-file hashes its SHA-256 proves it.
   */
  trustUnchanged?: boolean
  /** told before hashing what needs no hashing again */
  onRecall?: (recalled: Recalled) => void
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** Fingerprint of a file or folder on disk. Rejects with FingerprintError; the data is only read. */
export const fingerprintPath = async (path: string, o: FingerprintPathOptions = {}): Promise<Fingerprint> => {
  const files = await listFiles(path)
  const control = createHashControl()
  if (o.signal?.aborted) control.cancel()
  o.signal?.addEventListener('abort', control.cancel, { once: true })
  const whole = o.whole ?? true
  const earlier =
    o.journal === undefined
      ? undefined
      : openEarlierWork(path, { folder: o.journal, whole, trustUnchanged: o.trustUnchanged ?? false })
  const run = () =>
    hashFiles(files, {
      whole,
      profile: o.profile ?? true,
      tables: o.tables,
      comparisonKey: o.comparisonKey,
      workers: o.workers ?? availableParallelism(),
      batches: true,
      start: startWorker,
      now: () => performance.now(),
      recall: earlier?.recall,
      keep: earlier?.keep,
      onStart: () => {
        if (earlier && earlier.recalled.files > 0) o.onRecall?.(earlier.recalled)
      },
      control,
      onProgress: o.onProgress,
    })
  const runUntilTrue = async (): Promise<HashedFile[]> => {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof FingerprintError && error.code === 'rewritten' && earlier)) throw error
      earlier.distrust(error.path)
      return runUntilTrue()
    }
  }
  try {
    const hashed = await runUntilTrue()
    if (o.remember) earlier?.remember(files, hashed)
    else earlier?.forget()
    const { comparisonKey } = o
    return toFingerprint(hashed, nodeCrypto, { comparisonKey, salt: o.parts ? () => randomBytes(32) : undefined })
  } catch (error) {
    earlier?.flush()
    throw error
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
