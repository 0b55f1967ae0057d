import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** What the thread is started with, and what it answers each time it is asked. */
export interface FsckStart {
  settings: Record<string, string>
}
export type FsckAnswer = { findings: string[] } | { error: string }

/** The platform's own check of the whole log, in a thread that stays: the same code as `datadeed fsck`, without its start. */
export class Fsck {
  readonly #thread: Worker

  constructor(settings: Record<string, string>) {
    this.#thread = new Worker(new URL('./fsck-thread.ts', import.meta.url), {
      workerData: { settings } satisfies FsckStart,
    })
  }

  /** All that does not fit; empty where nothing is wrong. */
  async check(): Promise<string> {
    const answered = once(this.#thread, 'message') as Promise<[FsckAnswer]>
    this.#thread.postMessage(null)
    const [answer] = await answered
    if ('error' in answer) throw new Error(`fsck: ${answer.error}`)
    return answer.findings.join('; ')
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }
}
