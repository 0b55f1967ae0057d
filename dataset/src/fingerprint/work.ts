import { CHUNK_BYTES } from '@datadeed/evidence'
import type { FileProfile } from '../profile/profile.ts'
import { chunksAtOnce } from '../sm3/engine.ts'
import type { FingerprintErrorCode } from './errors.ts'
import type { StreamHash } from './stream-hash.ts'

/** One piece of work on one file. `from` and `to` are byte offsets; `from` is a multiple of the chunk size. */
export interface Task {
  kind: 'leaves' | 'small' | 'sha256' | 'sm3' | 'profile'
  from: number
  to: number
  /** leaves are made of what lies below this offset, in the same read */
  leavesTo: number
}

/** What a task gives back: leaf hashes one after the other (32 bytes each), whole-file digests, a profile. */
export interface TaskResult {
  leaves?: { sha256: Uint8Array; sm3: Uint8Array }
  sha256?: Uint8Array
  sm3?: Uint8Array
  profile?: FileProfile
}

/** Messages to a worker. `S` says how the worker opens the file: a path with its stat, or a `File`. */
export type ToWorker<S> =
  | { type: 'task'; path: string; source: S; bytes: number; task: Task }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'cancel' }

/** Messages from a worker. */
export type FromWorker =
  | { type: 'progress'; work: number }
  | { type: 'done'; result: TaskResult }
  | { type: 'failed'; code: FingerprintErrorCode; detail: string }

/** A worker as the scheduler sees it: worker_threads, a Web Worker, or in-process. */
export interface WorkerHandle<S> {
  post(message: ToWorker<S>): void
  onMessage(listener: (message: FromWorker) => void): void
  onCrash(listener: (cause: unknown) => void): void
  terminate(): void
}

/** A file opened for reading. */
export interface Reader {
  /** fills the buffers one after the other from offset `at`; gives fewer bytes only at the end */
  read(into: readonly Uint8Array[], at: number): Promise<number>
  /** throws `changed` when the file is not what it was when it was listed */
  check(): Promise<void>
  close(): Promise<void>
}

/** The hash functions of one environment. */
export interface Hashes {
  /** as many chunks as make a block: what is read into them is hashed where it lies, without a copy */
  chunks: readonly Uint8Array[]
  /** RFC 6962 leaf hashes of the first of `chunks` (the last may be short), 32 bytes each */
  leaves(chunks: readonly Uint8Array[]): Promise<{ sha256: Uint8Array; sm3: Uint8Array }>
  stream(algorithm: 'sha256' | 'sm3'): StreamHash
}

/** Cost of a byte of each kind of work, near enough for progress: SM3 costs about four times SHA-256. */
const cost: Record<Task['kind'], number> = { leaves: 0, small: 5, sha256: 1, sm3: 4, profile: 8 }
const leafCost = 4

/** The work of the bytes between two offsets of a task, in the unit that `progress` messages use. */
export const workOf = ({ kind, leavesTo }: Task, from: number, to: number): number =>
  cost[kind] * (to - from) + leafCost * Math.max(0, Math.min(to, leavesTo) - from)

/** A worker reads this much at a time, in bytes: as many chunks as SM3 takes at once. */
export const blockBytes = chunksAtOnce * CHUNK_BYTES
const rangeBytes = 4 * blockBytes

/** The tasks of a file. A short file, or one worker alone, reads everything once. */
export const tasksOf = (bytes: number, o: { whole: boolean; profile: boolean; workers: number }): Task[] => {
  const tasks: Task[] = []
  if (o.profile && bytes > 0) tasks.push({ kind: 'profile', from: 0, to: bytes, leavesTo: 0 })
  if (bytes <= blockBytes || (o.whole && o.workers === 1)) {
    return [...tasks, { kind: o.whole ? 'small' : 'leaves', from: 0, to: bytes, leavesTo: bytes }]
  }
  let leavesFrom = 0
  if (o.whole) {
    // The whole-file streams cannot be split, so they start first and the leaves fill the other cores. Of two workers
    // one is busy with SM3 for about as long as the other needs for SHA-256 and three quarters of the leaves.
    if (o.workers === 2) leavesFrom = Math.floor((0.75 * bytes) / rangeBytes) * rangeBytes
    tasks.push({ kind: 'sm3', from: 0, to: bytes, leavesTo: 0 })
    tasks.push({ kind: 'sha256', from: 0, to: bytes, leavesTo: leavesFrom })
  }
  for (let from = leavesFrom; from < bytes; from += rangeBytes) {
    const to = Math.min(bytes, from + rangeBytes)
    tasks.push({ kind: 'leaves', from, to, leavesTo: to })
  }
  return tasks
}
