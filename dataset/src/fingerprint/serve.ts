import { compareBytes } from '@datadeed/evidence/bytes'
import { CHUNK_BYTES } from '@datadeed/evidence/chunks'
import type { SketchWatcher } from '../profile/watch-sketch.ts'
import type { ProfileInput } from '../reader/types.ts'
import type { TableOptions } from '../table/hasher.ts'
import { FingerprintError } from './errors.ts'
import type { TableWork } from './tables.ts'
import type { FromWorker, Hashes, Reader, Task, TaskResult, ToWorker, WorkFile } from './work.ts'
import { blockBytes, workOf } from './work.ts'

/** What a worker needs from its surroundings. */
export interface WorkerSide<S> {
  send(message: FromWorker): void
  open(source: S, path: string): Promise<Reader>
  hashes(): Promise<Hashes>
  /** how fingerprints of tables are made here, and what ends it */
  tables(bytes: number): Promise<{ options: TableOptions; close(): void }>
  /** digests of files of at most `batchedBytes`, as a `batch-done` message has them */
  batch?(files: readonly WorkFile<S>[], whole: boolean): Uint8Array
}

/** The worker's half of the protocol, the same in worker_threads and Web Workers: gives the message handler. */
export const serveTasks = <S>(side: WorkerSide<S>): ((message: ToWorker<S>) => void) => {
  const gate = createGate()
  const runFile = async (message: Extract<ToWorker<S>, { type: 'task' }>) => {
    const reader = await side.open(message.source, message.path)
    try {
      await reader.check()
      const job = { ...message, reader, gate, hashes: await side.hashes(), send: side.send, tables: side.tables }
      const result = await runTask(job)
      await reader.check()
      side.send({ type: 'done', result })
    } finally {
      await reader.close()
    }
  }
  const runBatch = async ({ files, whole }: Extract<ToWorker<S>, { type: 'batch' }>) => {
    await gate.pass()
    if (!side.batch) throw new Error('no batches here')
    side.send({ type: 'batch-done', digests: side.batch(files, whole) })
  }
  const run = async (message: Extract<ToWorker<S>, { type: 'task' | 'batch' }>) => {
    try {
      await (message.type === 'task' ? runFile(message) : runBatch(message))
    } catch (error) {
      const known = error instanceof FingerprintError
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const path = known && error.path ? { path: error.path } : {}
      side.send({ type: 'failed', code: known ? error.code : 'hash_failed', detail, ...path })
    }
  }
  return (message) => {
    if (message.type === 'task' || message.type === 'batch') void run(message)
    else gate.set(message.type)
  }
}

interface Job {
  path: string
  bytes: number
  task: Task
  reader: Reader
  gate: Gate
  hashes: Hashes
  tables: WorkerSide<unknown>['tables']
  send(message: FromWorker): void
}

const runTask = async (job: Job): Promise<TaskResult> => {
  const { task, hashes, send } = job
  const { kind, saved, proof } = task
  if (kind === 'profile') return await passOver(job)
  if (kind === 'table') return { tableWork: { fingerprint: await fingerprintJob(job) } }
  const sha256 = kind === 'sha256' || kind === 'small' ? hashes.stream('sha256', saved) : undefined
  const sm3 = kind === 'sm3' || kind === 'small' ? hashes.stream('sm3', saved) : undefined
  for await (const { chunks, at, to } of blocks(job)) {
    const wanted = at >= task.leavesFrom && at < task.leavesTo
    const leaves = wanted ? { leaves: { at, ...(await hashes.leaves(chunks)) } } : {}
    let done = at
    for (const chunk of chunks) {
      // What is known of the shorter file counts only if its bytes are still the beginning of this one.
      if (sha256 && proof && done < proof.at && proof.at <= done + chunk.length) {
        const old = sha256.copy?.()
        old?.update(chunk.subarray(0, proof.at - done))
        if (!old || compareBytes(old.digest(), proof.sha256) !== 0) throw new FingerprintError('rewritten', job.path)
      }
      sha256?.update(chunk)
      sm3?.update(chunk)
      done += chunk.length
    }
    send({
      type: 'progress',
      work: workOf(task, at, to),
      ...leaves,
      ...savedStates(to, sha256?.save?.(), sm3?.save?.()),
    })
  }
  return { ...(sha256 ? { sha256: sha256.digest() } : {}), ...(sm3 ? { sm3: sm3.digest() } : {}) }
}

const savedStates = (at: number, sha256: Uint8Array | undefined, sm3: Uint8Array | undefined) =>
  sha256 || sm3 ? { states: { at, ...(sha256 ? { sha256 } : {}), ...(sm3 ? { sm3 } : {}) } } : {}

/** The bytes of the task in blocks of chunks; waits while paused. A block is only good until the next one is asked for. */
async function* blocks(job: Job): AsyncGenerator<{ chunks: Uint8Array[]; at: number; to: number }> {
  const { task, hashes } = job
  for (let at = task.from; at < task.to; ) {
    await job.gate.pass()
    const want = Math.min(blockBytes, task.to - at)
    const chunks = hashes.chunks
      .slice(0, Math.ceil(want / CHUNK_BYTES))
      .map((chunk, i) => chunk.subarray(0, Math.min(CHUNK_BYTES, want - i * CHUNK_BYTES)))
    if ((await job.reader.read(chunks, at)) !== want) throw new FingerprintError('changed', job.path)
    yield { chunks, at, to: at + want }
    at += want
  }
}

/** The file for readers of tables. What is read again is no progress. */
const inputOf = (job: Job): ProfileInput => {
  let furthest = 0
  const onProgress = (to: number) => {
    if (to <= furthest) return
    job.send({ type: 'progress', work: workOf(job.task, furthest, to) })
    furthest = to
  }
  async function* stream() {
    for await (const { chunks, to } of blocks(job)) {
      for (const chunk of chunks) yield chunk.slice()
      onProgress(to)
    }
  }
  const slice = async (from: number, to: number) => {
    await job.gate.pass()
    const part = new Uint8Array(to - from)
    if ((await job.reader.read([part], from)) !== part.length) throw new FingerprintError('changed', job.path)
    return part
  }
  const onDecoding = (within: number) => job.send({ type: 'decoding', within })
  return { path: job.path, bytes: job.bytes, stream, slice, onProgress, onDecoding }
}

/** The profile, the sketches, or both in one pass. */
const passOver = async (job: Job): Promise<TaskResult> => {
  const { profile: wanted = true, comparisonKey } = job.task.pass ?? {}
  // Loaded when they are asked for: readers of tables cost more than a small file's hashes.
  const { profileFile } = await import('../profile/profile.ts')
  const input = inputOf(job)
  const plain = async () => (wanted ? { profile: await profileFile(input) } : {})
  if (!comparisonKey) return await plain()
  try {
    const { createSketchWatcher } = await import('../profile/watch-sketch.ts')
    let watcher: SketchWatcher | undefined
    const watch = () => {
      watcher = createSketchWatcher(comparisonKey)
      return watcher
    }
    const profile = await profileFile(input, { scan: wanted, watch })
    const sketches = profile.fault === null ? (watcher?.sketches() ?? { columns: [], rows: null }) : null
    return { ...(wanted ? { profile } : {}), tableWork: { sketches } }
  } catch (error) {
    if (error instanceof FingerprintError) throw error
    // A deposit does not fail because it could not be sketched.
    return { ...(await plain()), tableWork: { sketches: null } }
  }
}

const fingerprintJob = async (job: Job): Promise<NonNullable<TableWork['fingerprint']> | null> => {
  const { fingerprintTable } = await import('../table/fingerprint-table.ts')
  const { TableError } = await import('../table/errors.ts')
  const { options, close } = await job.tables(job.bytes)
  try {
    return { table: await fingerprintTable(inputOf(job), options) }
  } catch (error) {
    if (error instanceof FingerprintError) throw error
    // Nor because a table has no fingerprint, for whatever reason.
    return error instanceof TableError ? { refused: { code: error.code, place: error.place } } : null
  } finally {
    close()
  }
}

type Gate = ReturnType<typeof createGate>

const createGate = () => {
  let cancelled = false
  let held: Promise<void> | null = null
  let release: () => void = () => {}
  return {
    set: (state: 'pause' | 'resume' | 'cancel') => {
      if (state === 'pause' && held === null) {
        held = new Promise((resolve) => {
          release = resolve
        })
        return
      }
      if (state === 'cancel') cancelled = true
      held = null
      release()
    },
    pass: async () => {
      if (held) await held
      if (cancelled) throw new FingerprintError('cancelled', '')
    },
  }
}
