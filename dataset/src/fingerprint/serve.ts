import { CHUNK_BYTES, concat } from '@datadeed/evidence'
import type { FileProfile } from '../profile/profile.ts'
import { profileFile } from '../profile/profile.ts'
import { FingerprintError } from './errors.ts'
import type { FromWorker, Hashes, Reader, Task, TaskResult, ToWorker } from './work.ts'
import { blockBytes, workOf } from './work.ts'

/** What a worker needs from its surroundings. */
export interface WorkerSide<S> {
  send(message: FromWorker): void
  open(source: S, path: string): Promise<Reader>
  hashes(): Promise<Hashes>
}

/** The worker's half of the protocol, the same in worker_threads and Web Workers: gives the message handler. */
export const serveTasks = <S>(side: WorkerSide<S>): ((message: ToWorker<S>) => void) => {
  const gate = createGate()
  const run = async (message: Extract<ToWorker<S>, { type: 'task' }>) => {
    try {
      const reader = await side.open(message.source, message.path)
      try {
        await reader.check()
        const job = { ...message, reader, gate, hashes: await side.hashes(), send: side.send }
        const result = await runTask(job)
        await reader.check()
        side.send({ type: 'done', result })
      } finally {
        await reader.close()
      }
    } catch (error) {
      const known = error instanceof FingerprintError
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
      side.send({ type: 'failed', code: known ? error.code : 'hash_failed', detail })
    }
  }
  return (message) => {
    if (message.type === 'task') void run(message)
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
  send(message: FromWorker): void
}

const runTask = async (job: Job): Promise<TaskResult> => {
  const { kind, leavesTo } = job.task
  if (kind === 'profile') return { profile: await profileJob(job) }
  const leaves: { sha256: Uint8Array; sm3: Uint8Array }[] = []
  const sha256 = kind === 'sha256' || kind === 'small' ? job.hashes.stream('sha256') : undefined
  const sm3 = kind === 'sm3' || kind === 'small' ? job.hashes.stream('sm3') : undefined
  for await (const { chunks, at } of blocks(job)) {
    if (at < leavesTo) leaves.push(await job.hashes.leaves(chunks))
    for (const chunk of chunks) {
      sha256?.update(chunk)
      sm3?.update(chunk)
    }
  }
  return {
    leaves: { sha256: concat(...leaves.map((l) => l.sha256)), sm3: concat(...leaves.map((l) => l.sm3)) },
    ...(sha256 ? { sha256: sha256.digest() } : {}),
    ...(sm3 ? { sm3: sm3.digest() } : {}),
  }
}

/** The bytes of the task in blocks of chunks; waits while paused. A block is only good until the next one is asked for. */
async function* blocks(job: Job): AsyncGenerator<{ chunks: Uint8Array[]; at: number }> {
  const { task, hashes } = job
  for (let at = task.from; at < task.to; ) {
    await job.gate.pass()
    const want = Math.min(blockBytes, task.to - at)
    const chunks = hashes.chunks
      .slice(0, Math.ceil(want / CHUNK_BYTES))
      .map((chunk, i) => chunk.subarray(0, Math.min(CHUNK_BYTES, want - i * CHUNK_BYTES)))
    if ((await job.reader.read(chunks, at)) !== want) throw new FingerprintError('changed', job.path)
    yield { chunks, at }
    job.send({ type: 'progress', work: workOf(task, at, at + want) })
    at += want
  }
}

const profileJob = (job: Job): Promise<FileProfile> => {
  async function* owned() {
    for await (const { chunks } of blocks(job)) for (const chunk of chunks) yield chunk.slice()
  }
  const slice = async (from: number, to: number) => {
    const part = new Uint8Array(to - from)
    if ((await job.reader.read([part], from)) !== part.length) throw new FingerprintError('changed', job.path)
    return part
  }
  return profileFile({ path: job.path, bytes: job.bytes, stream: owned, slice })
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
