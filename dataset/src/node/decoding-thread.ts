import { Worker } from 'node:worker_threads'
import { FingerprintError, type FingerprintErrorCode } from '../fingerprint/errors.ts'
import { createWatch } from '../fingerprint/stalled.ts'
import type { WorkFile } from '../fingerprint/work.ts'
import type { TableOptions } from '../table/hasher.ts'
import type { NodeSource } from './reader.ts'

/** What is done with one table in a thread of its own. */
export interface TableJob extends WorkFile<NodeSource> {
  kind: 'profile' | 'scan' | 'table'
  /** of a table's fingerprint */
  options?: Pick<TableOptions, 'types' | 'unordered'>
  /** counts the pieces of canonical text that were taken, where they are wanted */
  handled?: Int32Array
}

/** What such a thread tells. */
export type FromThread =
  | { type: 'decoding'; within: number }
  | { type: 'progress'; bytes: number }
  | { type: 'text'; name: string; piece: Uint8Array }
  | { type: 'done'; result: unknown }
  | { type: 'failed'; code: FingerprintErrorCode | null; detail: string }

export interface DecodingOptions {
  /** times the time that a decoder is given before its thread is ended; default 1 */
  patience?: number
  start?: () => Worker
}

/** What whoever asked hears meanwhile. */
interface Listener {
  onProgress?(bytes: number): void
  onText?: TableOptions['onText'] | undefined
}

const start = () => new Worker(new URL('./decoding-worker.ts', import.meta.url))

/**
 * Reads tables with the decoders of another library, one after the other, in a thread that is ended where one does not come to an end: of a
 * thread that loops nobody hears any more.
 */
export const openDecodingThread = (options: DecodingOptions = {}) => {
  let worker: Worker | null = null
  const run = <T>(job: TableJob, { onProgress, onText }: Listener): Promise<T | null> =>
    new Promise((resolve, reject) => {
      worker ??= (options.start ?? start)()
      const thread = worker
      const watch = createWatch<Worker>(() => giveUp(() => resolve(null)))
      const over = () => {
        watch.end()
        thread.removeAllListeners()
      }
      const giveUp = (settle: () => void) => {
        over()
        worker = null
        void thread.terminate().then(settle)
      }
      const hear = (message: FromThread) => {
        if (message.type === 'decoding') watch.allow(thread, message.within * (options.patience ?? 1))
        else if (message.type === 'progress') onProgress?.(message.bytes)
        else if (message.type === 'text') {
          onText?.(message.name, message.piece)
          if (job.handled) {
            Atomics.add(job.handled, 0, 1)
            Atomics.notify(job.handled, 0)
          }
        } else {
          over()
          if (message.type === 'done') resolve(message.result as T)
          else if (message.code) reject(new FingerprintError(message.code, job.path, message.detail))
          else reject(new Error(message.detail))
        }
      }
      thread.on('message', (message: FromThread) => {
        try {
          hear(message)
        } catch (error) {
          giveUp(() => reject(error))
        }
      })
      thread.on('error', (error) => giveUp(() => reject(error)))
      thread.postMessage(job)
    })
  return {
    /** Null where a decoder did not come to an end. Rejects as the same work without a thread would. */
    run,
    end: async () => {
      await worker?.terminate()
    },
  }
}

/** Whether reading a table of this format lets a decoder loose that might never end. */
export const isDecoded = (format: string): boolean => format === 'parquet'
