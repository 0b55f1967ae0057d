import { CHUNK_BYTES } from '@datadeed/evidence/chunks'
import type { FileProfile } from '../profile/profile.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { chunksAtOnce } from '../sm3/engine.ts'
import type { FingerprintErrorCode } from './errors.ts'
import { type Algorithm, type FileWork, missingRanges, noWork } from './file-work.ts'
import type { SavedStream, StreamHash } from './stream-hash.ts'
import type { TableWork } from './tables.ts'

/** One piece of work on one file. Offsets are in bytes; all but the file's end are multiples of the chunk size. */
export interface Task {
  kind: 'leaves' | 'small' | 'sha256' | 'sm3' | 'profile' | 'table'
  from: number
  to: number
  /** leaves are made of what lies between these offsets, in the same read */
  leavesFrom: number
  leavesTo: number
  /** state of the whole-file hash at `from`, where it goes on from an earlier run */
  saved?: SavedStream
  /** what the first `at` bytes must hash to */
  proof?: { at: number; sha256: Uint8Array }
  /** a profile is only made where it is asked for; with a key the table is sketched in the same pass */
  pass?: { profile: boolean; comparisonKey: ComparisonKey | undefined }
}

/** What a task gives back at its end: whole-file digests, a profile, what a table is compared and known by. Leaf hashes come with its progress. */
export interface TaskResult {
  sha256?: Uint8Array
  sm3?: Uint8Array
  profile?: FileProfile
  tableWork?: TableWork
}

/** A file as a worker is told of it. `S` says how it is opened: a path with its stat, or a `File`. */
export interface WorkFile<S> {
  path: string
  bytes: number
  source: S
}

/** Messages to a worker. */
export type ToWorker<S> =
  | ({ type: 'task'; task: Task } & WorkFile<S>)
  | { type: 'batch'; files: WorkFile<S>[]; whole: boolean }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'cancel' }

/** Messages from a worker. */
export type FromWorker =
  | {
      type: 'progress'
      work: number
      /** leaf hashes made of the bytes from `at` on */
      leaves?: { at: number; sha256: Uint8Array; sm3: Uint8Array }
      /** states of the whole-file hashes after `at` bytes */
      states?: { at: number; sha256?: Uint8Array; sm3?: Uint8Array }
    }
  /** a decoder begins, which is stuck if it takes more than so many milliseconds; 0 at its end */
  | { type: 'decoding'; within: number }
  | { type: 'done'; result: TaskResult }
  /** of each file of a batch: leaf SHA-256, leaf SM3 and, if asked for, whole-file SHA-256 and SM3 */
  | { type: 'batch-done'; digests: Uint8Array }
  | { type: 'failed'; code: FingerprintErrorCode; detail: string; path?: string }

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
  stream(algorithm: Algorithm, saved?: SavedStream): StreamHash
}

/** Cost of a byte of each kind of work, near enough for progress: SM3 costs about four times SHA-256. */
const cost: Record<Task['kind'], number> = { leaves: 0, small: 5, sha256: 1, sm3: 4, profile: 8, table: 16 }
const leafCost = 4

/** The work of the bytes between two offsets of a task, in the unit that `progress` messages use. */
export const workOf = ({ kind, leavesFrom, leavesTo }: Task, from: number, to: number): number =>
  cost[kind] * (to - from) + leafCost * Math.max(0, Math.min(to, leavesTo) - Math.max(from, leavesFrom))

/** A worker reads this much at a time, in bytes: as many chunks as SM3 takes at once. */
export const blockBytes = chunksAtOnce * CHUNK_BYTES
const rangeBytes = 4 * blockBytes

/** Files up to this many bytes may go to a worker in batches: opening them costs as much as hashing them. */
export const batchedBytes = CHUNK_BYTES / 2

/** One batch: long enough that messages cost nothing, short enough that a pause is felt at once. */
export const batchLimits = { files: 256, bytes: blockBytes }

/** How the tasks of a file are laid out. */
export interface Layout {
  whole: boolean
  /** the file is a table and is profiled, sketched or both */
  pass: Task['pass'] | undefined
  /** the file is a table and gets its fingerprint */
  table: boolean
  workers: number
}

/** The tasks that a file still needs. A short file, or one worker alone, reads everything once. */
export const tasksOf = (bytes: number, o: Layout, known: FileWork = noWork(bytes)): Task[] => {
  const tasks: Task[] = []
  const none = { from: 0, to: bytes, leavesFrom: 0, leavesTo: 0 }
  if (o.pass && bytes > 0) tasks.push({ ...none, kind: 'profile', pass: o.pass })
  if (o.table && bytes > 0) tasks.push({ ...none, kind: 'table' })
  let missing = missingRanges(known, rangeBytes)
  const streams = (['sm3', 'sha256'] as const).filter((name) => o.whole && !known.whole[name])
  const untouched = !known.has.includes(1) && !known.states.sm3 && streams.length === (o.whole ? 2 : 0)
  if (untouched && (bytes <= blockBytes || (o.whole && o.workers === 1))) {
    return [...tasks, { ...none, kind: o.whole ? 'small' : 'leaves', leavesTo: bytes }]
  }
  // The whole-file streams cannot be split, so they start first and the leaves fill the other cores.
  for (const kind of streams) {
    const saved = known.states[kind]
    const task: Task = { ...none, kind, from: saved?.at ?? 0, ...(saved ? { saved } : {}) }
    if (kind === 'sha256' && known.proof) task.proof = known.proof
    const shared = kind === 'sha256' ? leavesBesideSha256(task, tasks.at(-1), missing, o.workers) : []
    task.leavesFrom = shared[0]?.from ?? 0
    task.leavesTo = shared.at(-1)?.to ?? 0
    missing = missing.filter((range) => !shared.includes(range))
    tasks.push(task)
  }
  for (const { from, to } of missing) tasks.push({ kind: 'leaves', from, to, leavesFrom: from, leavesTo: to })
  return tasks
}

/** Of two workers one is busy with SM3 for about as long as the other needs for SHA-256 and most of the leaves, in one read. */
const leavesBesideSha256 = (sha256: Task, sm3: Task | undefined, missing: Range[], workers: number): Range[] => {
  if (workers !== 2 || sm3?.kind !== 'sm3') return []
  let spare = workOf(sm3, sm3.from, sm3.to) - workOf(sha256, sha256.from, sha256.to)
  const after = missing.filter(({ from }) => from >= sha256.from)
  const count = after.findIndex(({ from, to }) => {
    spare -= leafCost * (to - from)
    return spare < 0
  })
  return count === -1 ? after : after.slice(0, count)
}

type Range = { from: number; to: number }
