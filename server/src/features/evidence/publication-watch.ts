import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../../platform/platform.ts'
import { type LogPosition, readPositions } from './position.ts'
import { publishedSize } from './position-store.ts'

/** Milliseconds between two looks, taken only while somebody waits: one look answers for all who do. */
const every = 20

interface Waiter {
  /** Size of the published log at which this leaf was last looked for. */
  lookedAt: bigint | null
  answer(position: LogPosition | null): void
}
interface Watch {
  waiting: Map<bigint, Waiter[]>
  running: boolean
}
const watches = new WeakMap<object, Watch>()

/** The leaf's place once a published, cosigned checkpoint covers it; null when that takes longer than `ms` milliseconds. */
export function whenPublished(p: Pick<Platform, 'reads'>, leafId: bigint, ms: number): Promise<LogPosition | null> {
  const watch: Watch = watches.get(p) ?? { waiting: new Map(), running: false }
  watches.set(p, watch)
  return new Promise((resolve) => {
    const waiter: Waiter = {
      lookedAt: null,
      answer: (position) => {
        clearTimeout(timer)
        resolve(position)
      },
    }
    const timer = setTimeout(() => {
      const left = (watch.waiting.get(leafId) ?? []).filter((one) => one !== waiter)
      if (left.length > 0) watch.waiting.set(leafId, left)
      else watch.waiting.delete(leafId)
      resolve(null)
    }, ms)
    watch.waiting.set(leafId, [...(watch.waiting.get(leafId) ?? []), waiter])
    if (!watch.running) void look(p, watch)
  })
}

async function look(p: Pick<Platform, 'reads'>, watch: Watch): Promise<void> {
  watch.running = true
  while (watch.waiting.size > 0) {
    await sleep(every)
    // Whoever waits is told `pending` in time, also while the database does not answer.
    await answerAll(p, watch).catch(() => {})
  }
  watch.running = false
}

async function answerAll(p: Pick<Platform, 'reads'>, watch: Watch): Promise<void> {
  const size = await publishedSize(p.reads)
  const news = [...watch.waiting].filter(([, waiters]) => waiters.some((one) => one.lookedAt !== size))
  const positions = await readPositions(
    p.reads,
    news.map(([leafId]) => leafId),
  )
  for (const [leafId, waiters] of news) {
    const position = positions.get(leafId)
    for (const waiter of waiters) {
      waiter.lookedAt = size
      if (position) waiter.answer(position)
    }
    if (position) watch.waiting.delete(leafId)
  }
}
