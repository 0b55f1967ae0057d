import { CHUNK_BYTES } from '@datadeed/evidence'
import type { FileProfile } from '../profile/profile.ts'
import { bareProfile, formatOf } from '../profile/profile.ts'
import type { HashControl } from './control.ts'
import { FingerprintError } from './errors.ts'
import type { Progress } from './progress.ts'
import { createMeter } from './progress.ts'
import type { Task, TaskResult, WorkerHandle } from './work.ts'
import { tasksOf, workOf } from './work.ts'

/** A file to fingerprint: its manifest path, size in bytes, and what a worker opens it by. */
export interface ListedFile<S> {
  path: string
  bytes: number
  source: S
}

/** The raw hashes of a file, before the tree is built over its leaves. */
export interface HashedFile {
  path: string
  bytes: number
  leaves: { sha256: Uint8Array; sm3: Uint8Array }
  whole: { sha256: Uint8Array; sm3: Uint8Array } | null
  profile: FileProfile | null
}

/** How to run: number of workers, what to compute, whom to tell. */
export interface ScheduleOptions<S> {
  whole: boolean
  profile: boolean
  workers: number
  start(): WorkerHandle<S>
  now(): number
  control?: HashControl | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}

/** Least time between two progress reports, milliseconds. */
const reportEvery = 100

/**
 * Hashes the files on a pool of workers and gives the results in the order of the files.
 * Rejects with a {@link FingerprintError} on the first file that fails; all workers are then stopped.
 */
export const hashFiles = async <S>(files: ListedFile<S>[], o: ScheduleOptions<S>): Promise<HashedFile[]> => {
  const jobs = files.map((file, index) => ({
    file,
    index,
    tasks: tasksOf(file.bytes, { ...o, profile: o.profile && formatOf(file.path) !== 'other' }),
  }))
  // Long files first: their whole-file streams decide when everything is done.
  const queue = [...jobs]
    .sort((a, b) => b.file.bytes - a.file.bytes || a.index - b.index)
    .flatMap((job) => job.tasks.map((task) => ({ job, task })))
  const total = queue.reduce((sum, { task }) => sum + workOf(task, task.from, task.to), 0)
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
  const meter = createMeter(files.length, bytesTotal, total, o.now)
  const open = jobs.map((job) => job.tasks.length)
  const results = files.map((file) => emptyResult(file, o))
  const workers = Array.from({ length: Math.max(1, Math.min(o.workers, queue.length)) }, o.start)

  let reported = Number.NEGATIVE_INFINITY
  const report = (always: boolean) => {
    if (!o.onProgress || (!always && o.now() - reported < reportEvery)) return
    reported = o.now()
    o.onProgress(meter.read())
  }

  let unsubscribe = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      let next = 0
      let idle = 0
      const give = (worker: WorkerHandle<S>) => {
        const item = queue[next]
        if (!item) {
          idle += 1
          if (idle === workers.length) resolve()
          return
        }
        next += 1
        current.set(worker, { ...item, done: 0 })
        const { path, bytes, source } = item.job.file
        worker.post({ type: 'task', path, bytes, source, task: item.task })
      }
      const current = new Map<WorkerHandle<S>, { job: (typeof jobs)[number]; task: Task; done: number }>()
      for (const worker of workers) {
        const path = () => current.get(worker)?.job.file.path ?? ''
        worker.onCrash((cause) => reject(new FingerprintError('hash_failed', path(), cause)))
        worker.onMessage((message) => {
          const item = current.get(worker)
          if (message.type === 'progress') {
            meter.add(message.work, path())
            if (item) item.done += message.work
          }
          if (message.type === 'failed') reject(new FingerprintError(message.code, path(), message.detail))
          if (message.type !== 'done') return report(false)
          if (!item) return
          // A profile may stop before the end of its file; what it left out is done too.
          meter.add(workOf(item.task, item.task.from, item.task.to) - item.done, path())
          keep(results[item.job.index], item.task, message.result)
          const left = (open[item.job.index] ?? 0) - 1
          open[item.job.index] = left
          if (left === 0) meter.fileDone()
          report(false)
          give(worker)
        })
      }
      const obey = () => {
        if (!o.control) return
        if (o.control.cancelled) return reject(new FingerprintError('cancelled', ''))
        meter.run(!o.control.paused)
        for (const worker of workers) worker.post({ type: o.control.paused ? 'pause' : 'resume' })
        report(true)
      }
      unsubscribe = o.control?.subscribe(obey) ?? unsubscribe
      if (o.control?.paused || o.control?.cancelled) obey()
      for (const worker of workers) give(worker)
    })
  } finally {
    unsubscribe()
    for (const worker of workers) worker.terminate()
  }
  report(true)
  return results
}

const emptyResult = (file: ListedFile<unknown>, o: { whole: boolean; profile: boolean }): HashedFile => {
  const size = 32 * Math.ceil(file.bytes / CHUNK_BYTES)
  return {
    path: file.path,
    bytes: file.bytes,
    leaves: { sha256: new Uint8Array(size), sm3: new Uint8Array(size) },
    whole: o.whole ? { sha256: new Uint8Array(), sm3: new Uint8Array() } : null,
    profile: o.profile ? bareProfile(file.path, file.bytes) : null,
  }
}

const keep = (into: HashedFile | undefined, task: Task, result: TaskResult): void => {
  if (!into) return
  const at = (task.from / CHUNK_BYTES) * 32
  if (result.leaves) {
    into.leaves.sha256.set(result.leaves.sha256, at)
    into.leaves.sm3.set(result.leaves.sm3, at)
  }
  if (into.whole && result.sha256) into.whole.sha256 = result.sha256
  if (into.whole && result.sm3) into.whole.sm3 = result.sm3
  if (result.profile) into.profile = result.profile
}
