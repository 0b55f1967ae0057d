import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../../platform/platform.ts'
import { selectPublished } from './position-store.ts'

/** Milliseconds between two looks, taken only while somebody waits: one look answers for all who do. */
const every = 20

interface Watch {
  waiting: Map<bigint, ((published: boolean) => void)[]>
  running: boolean
}
const watches = new WeakMap<object, Watch>()

/** Resolves with true once a published, cosigned checkpoint covers the leaf, with false when `ms` milliseconds have passed. */
export function whenPublished(p: Pick<Platform, 'db'>, leafId: bigint, ms: number): Promise<boolean> {
  const watch: Watch = watches.get(p) ?? { waiting: new Map(), running: false }
  watches.set(p, watch)
  return new Promise((resolve) => {
    const answer = (published: boolean) => {
      clearTimeout(timer)
      resolve(published)
    }
    const timer = setTimeout(() => {
      const left = (watch.waiting.get(leafId) ?? []).filter((one) => one !== answer)
      if (left.length > 0) watch.waiting.set(leafId, left)
      else watch.waiting.delete(leafId)
      resolve(false)
    }, ms)
    watch.waiting.set(leafId, [...(watch.waiting.get(leafId) ?? []), answer])
    if (!watch.running) void look(p, watch)
  })
}

async function look(p: Pick<Platform, 'db'>, watch: Watch): Promise<void> {
  watch.running = true
  while (watch.waiting.size > 0) {
    await sleep(every)
    // Whoever waits is told `pending` in time, also while the database does not answer.
    const published = await selectPublished(p.db, [...watch.waiting.keys()]).catch(() => [])
    for (const leafId of published) {
      for (const answer of watch.waiting.get(leafId) ?? []) answer(true)
      watch.waiting.delete(leafId)
    }
  }
  watch.running = false
}
