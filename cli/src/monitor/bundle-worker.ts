import { parentPort, workerData } from 'node:worker_threads'
import type { Finding } from './finding.ts'
import { openSource, SourceError } from './log-source.ts'
import { type BundleRead, type BundleTask, readBundle } from './read-bundle.ts'

/** What became of a task: what was read, or why the log could not be read just now. */
export interface BundleDone {
  id: number
  read: BundleRead | Finding | { unreadable: string }
}

const source = openSource(String(workerData), true)

const done = async ({ id, task }: { id: number; task: BundleTask }): Promise<BundleDone> => {
  try {
    return { id, read: await readBundle(source, task) }
  } catch (error) {
    if (error instanceof SourceError) return { id, read: { unreadable: error.message } }
    throw error
  }
}

const work = async (tasks: { id: number; task: BundleTask }[]): Promise<void> => {
  const all: BundleDone[] = []
  if (source.local) for (const task of tasks) all.push(await done(task))
  else all.push(...(await Promise.all(tasks.map(done))))
  const given = all.flatMap(({ read }) => ('facts' in read ? [read.sha256.leaves, read.sm3?.leaves] : []))
  parentPort?.postMessage(
    all,
    given.flatMap((leaves) => (leaves ? [leaves.buffer as ArrayBuffer] : [])),
  )
}

// One message after the other: what the source has read is good only until it reads again.
let turn = Promise.resolve()
parentPort?.on('message', (tasks: { id: number; task: BundleTask }[]) => {
  turn = turn.then(() => work(tasks))
})
