import type { FileProfile } from '../profile/profile.ts'
import { type FileWork, noWork } from './file-work.ts'
import type { TableWork } from './tables.ts'
import { batchedBytes, batchLimits, type Layout, type Task, tasksOf, type WorkFile, workOf } from './work.ts'

/** A file while it is worked on. */
export interface FileJob<S> {
  readonly file: WorkFile<S>
  /** what is known so far; grows with the work */
  readonly known: FileWork
  /** tasks not yet finished */
  open: number
  profile: FileProfile | null
  readonly tableWork: TableWork
}

/** Small files that go to a worker together. */
export interface Batch<S> {
  jobs: FileJob<S>[]
  bytes: number
  work: number
}

/** The work in the order in which it is given out, long files first: their whole-file streams decide when everything is done. */
export const makeQueue = <S>(
  files: readonly WorkFile<S>[],
  o: {
    whole: boolean
    workers: number
    batches?: boolean
    recall?: ((file: WorkFile<S>) => FileWork | undefined) | undefined
  },
  layoutOf: (path: string) => Pick<Layout, 'pass' | 'table'>,
) => {
  const jobs = files.map((file): FileJob<S> => {
    const known = o.recall?.(file) ?? noWork(file.bytes)
    return { file, known, open: 0, profile: null, tableWork: {} }
  })
  const queue: ({ job: FileJob<S>; task: Task } | Batch<S>)[] = []
  let [work, workTotal] = [0, 0]
  let batch: Batch<S> | undefined
  for (const job of jobs.toSorted((a, b) => b.file.bytes - a.file.bytes)) {
    const { path, bytes } = job.file
    const layout = { whole: o.whole, workers: o.workers, ...layoutOf(path) }
    const tasks = tasksOf(bytes, layout, job.known)
    job.open = tasks.length
    const needed = tasks.reduce((sum, task) => sum + workOf(task, task.from, task.to), 0)
    const [only] = tasks
    work += needed
    workTotal += tasks.length === 1 && only?.to === bytes ? needed : fullWork(bytes, layout)
    if (o.batches && bytes <= batchedBytes && tasks.length === 1 && only?.kind === (o.whole ? 'small' : 'leaves')) {
      if (!batch || batch.jobs.length >= batchLimits.files || batch.bytes + bytes > batchLimits.bytes) {
        batch = { jobs: [], bytes: 0, work: 0 }
        queue.push(batch)
      }
      batch.jobs.push(job)
      batch.bytes += bytes
      batch.work += needed
    } else for (const task of tasks) queue.push({ job, task })
  }
  return { jobs, queue, work, workTotal }
}

const fullWork = (bytes: number, layout: Layout): number =>
  tasksOf(bytes, layout).reduce((sum, task) => sum + workOf(task, task.from, task.to), 0)
