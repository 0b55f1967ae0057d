import { bareProfile } from '../profile/bare.ts'
import type { FileProfile } from '../profile/profile.ts'
import { formatOf } from '../reader/format.ts'
import type { ComparisonKey } from '../sketch/sketch.ts'
import { type Batch, type FileJob, makeQueue } from './batches.ts'
import type { HashControl } from './control.ts'
import { FingerprintError } from './errors.ts'
import { type FileWork, learn, type WorkRecord } from './file-work.ts'
import type { Progress } from './progress.ts'
import { createMeter } from './progress.ts'
import { createWatch, stalledResult } from './stalled.ts'
import type { TableWork } from './tables.ts'
import type { FromWorker, Task, TaskResult, WorkerHandle, WorkFile } from './work.ts'
import { workOf } from './work.ts'

/** A file to fingerprint: its manifest path, size in bytes, and what a worker opens it by. */
export type ListedFile<S> = WorkFile<S>

/** The raw hashes of a file, before the tree is built over its leaves. */
export interface HashedFile {
  path: string
  bytes: number
  leaves: { sha256: Uint8Array; sm3: Uint8Array }
  whole: { sha256: Uint8Array; sm3: Uint8Array } | null
  profile: FileProfile | null
  tableWork: TableWork
  /** all that is known, for a journal */
  work: FileWork
}

/** How to run: number of workers, what to compute, whom to tell. */
export interface ScheduleOptions<S> {
  whole: boolean
  profile: boolean
  /** sketches tables under this key in the pass of the profile */
  comparisonKey?: ComparisonKey | undefined
  /** makes the fingerprints of tables, too; default false */
  tables?: boolean | undefined
  workers: number
  start(): WorkerHandle<S>
  now(): number
  /** whether the workers take small files in batches; default false */
  batches?: boolean
  /** what is known of a file from earlier */
  recall?: ((file: ListedFile<S>) => FileWork | undefined) | undefined
  /** is told of finished work, for a later run */
  keep?: ((file: ListedFile<S>, record: Omit<WorkRecord, 'key'>) => void) | undefined
  /** called when all files were looked up and before the first is read */
  onStart?: (() => void) | undefined
  control?: HashControl | undefined
  onProgress?: ((progress: Progress) => void) | undefined
  /** times the time that a decoder is given before its worker is ended; default 1 */
  patience?: number
}

/** Least time between two progress reports, milliseconds. */
const reportEvery = 100

/**
 * Hashes the files on a pool of workers and gives the results in the order of the files.
 * Rejects with a {@link FingerprintError} on the first file that fails; all workers are then stopped.
 */
export const hashFiles = async <S>(files: readonly ListedFile<S>[], o: ScheduleOptions<S>): Promise<HashedFile[]> => {
  const { jobs, queue, work, workTotal } = makeQueue(files, o, (path) => {
    const table = formatOf(path) !== 'other'
    const { profile, comparisonKey, tables = false } = o
    return {
      pass: table && (profile || comparisonKey) ? { profile, comparisonKey } : undefined,
      table: table && tables,
    }
  })
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
  const meter = createMeter(files.length, bytesTotal, workTotal, workTotal - work, o.now)
  for (const job of jobs) if (job.open === 0) meter.fileDone()
  o.onStart?.()
  const workers = Array.from({ length: Math.max(1, Math.min(o.workers, queue.length)) }, o.start)

  let reported = Number.NEGATIVE_INFINITY
  const report = (always: boolean) => {
    if (!o.onProgress || (!always && o.now() - reported < reportEvery)) return
    reported = o.now()
    o.onProgress(meter.read())
  }
  const closeTask = (job: FileJob<S>) => {
    job.open -= 1
    if (job.open === 0) meter.fileDone()
  }
  const take = (job: FileJob<S>, record: Omit<WorkRecord, 'key'>) => {
    learn(job.known, { key: '', ...record })
    o.keep?.(job.file, record)
  }
  const takeBatch = (batch: Batch<S>, digests: Uint8Array) => {
    const width = o.whole ? 128 : 64
    for (const [i, job] of batch.jobs.entries()) {
      const part = (k: number) => digests.subarray(width * i + 32 * k, width * i + 32 * k + 32)
      const leaves = job.file.bytes === 0 ? {} : { leaves: { at: 0, sha256: part(0), sm3: part(1) } }
      take(job, { ...leaves, ...(o.whole ? { whole: { sha256: part(2), sm3: part(3) } } : {}) })
      closeTask(job)
    }
    meter.add(batch.work, batch.jobs.at(-1)?.file.path ?? '')
  }
  const takeDone = (job: FileJob<S>, { profile, tableWork, ...whole }: TaskResult) => {
    if (profile) job.profile = profile
    Object.assign(job.tableWork, tableWork)
    if (whole.sha256 || whole.sm3) take(job, { whole })
    closeTask(job)
  }

  let unsubscribe = () => {}
  let endWatch = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      let next = 0
      let idle = 0
      const current = new Map<WorkerHandle<S>, { job: FileJob<S>; task: Task; done: number } | Batch<S>>()
      const pathOf = (worker: WorkerHandle<S>) => {
        const item = current.get(worker)
        return (item && ('job' in item ? item.job : item.jobs[0])?.file.path) ?? ''
      }
      const finish = ({ job, task, done }: { job: FileJob<S>; task: Task; done: number }, result: TaskResult) => {
        // A profile may stop before the end of its file; what it left out is done too.
        meter.add(workOf(task, task.from, task.to) - done, job.file.path)
        takeDone(job, result)
      }
      const watch = createWatch<WorkerHandle<S>>((worker) => {
        const item = current.get(worker)
        if (!item || !('job' in item)) return
        current.delete(worker)
        worker.terminate()
        const fresh = o.start()
        workers[workers.indexOf(worker)] = fresh
        listen(fresh)
        finish(item, stalledResult(item.task, item.job.file))
        give(fresh)
        report(false)
      })
      endWatch = watch.end
      const give = (worker: WorkerHandle<S>) => {
        const item = queue[next]
        if (!item) {
          idle += 1
          if (idle === workers.length) resolve()
          return
        }
        next += 1
        if ('job' in item) {
          current.set(worker, { ...item, done: 0 })
          const { path, bytes, source } = item.job.file
          worker.post({ type: 'task', path, bytes, source, task: item.task })
          return
        }
        current.set(worker, item)
        worker.post({ type: 'batch', files: item.jobs.map(({ file }) => file), whole: o.whole })
      }
      const hear = (worker: WorkerHandle<S>, message: FromWorker) => {
        const item = current.get(worker)
        // What a worker said before it was ended.
        if (!item) return
        if (message.type === 'failed') {
          return reject(new FingerprintError(message.code, message.path ?? pathOf(worker), message.detail))
        }
        if (message.type === 'decoding') return watch.allow(worker, message.within * (o.patience ?? 1))
        if ('job' in item) {
          if (message.type === 'progress') {
            const { work: units, type, ...record } = message
            meter.add(units, item.job.file.path)
            item.done += units
            if (record.leaves || record.states) take(item.job, record)
          }
          if (message.type === 'done') {
            watch.allow(worker, 0)
            finish(item, message.result)
            give(worker)
          }
        } else if (message.type === 'batch-done') {
          takeBatch(item, message.digests)
          give(worker)
        }
        report(false)
      }
      const listen = (worker: WorkerHandle<S>) => {
        worker.onCrash((cause) => reject(new FingerprintError('hash_failed', pathOf(worker), cause)))
        worker.onMessage((message) => hear(worker, message))
      }
      for (const worker of workers) listen(worker)
      const obey = () => {
        if (!o.control) return
        if (o.control.cancelled) return reject(new FingerprintError('cancelled', ''))
        meter.run(!o.control.paused)
        watch.hold(o.control.paused)
        for (const worker of workers) worker.post({ type: o.control.paused ? 'pause' : 'resume' })
        report(true)
      }
      unsubscribe = o.control?.subscribe(obey) ?? unsubscribe
      if (o.control?.paused || o.control?.cancelled) obey()
      report(true)
      for (const worker of workers) give(worker)
    })
  } finally {
    unsubscribe()
    endWatch()
    for (const worker of workers) worker.terminate()
  }
  report(true)
  return jobs.map((job) => hashed(job, o))
}

/** The result of a finished file. That nothing is missing is looked at again: what is missing would be hashed as zeros. */
const hashed = <S>(
  { file, known, profile, tableWork }: FileJob<S>,
  o: { whole: boolean; profile: boolean },
): HashedFile => {
  const { sha256, sm3 } = known.whole
  if (known.has.includes(0) || (o.whole && !(sha256 && sm3))) throw new FingerprintError('hash_failed', file.path)
  return {
    path: file.path,
    bytes: file.bytes,
    leaves: known.leaves,
    whole: o.whole && sha256 && sm3 ? { sha256, sm3 } : null,
    profile: profile ?? (o.profile ? bareProfile(file.path, file.bytes) : null),
    tableWork,
    work: known,
  }
}
