import { setTimeout as sleep } from 'node:timers/promises'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Bell, createBell } from './bell.ts'
import { tryToLead } from './leadership-store.ts'
import { ClockError, raiseAlarm, takeAlarmBack, timeOfNext } from './log-clock.ts'
import { recordPolicy } from './log-policy.ts'
import { BATCH, ensureLog, openLogWriter, type Reached } from './log-writer.ts'
import { createPublisher } from './publisher.ts'

export interface SequencerOptions {
  signal?: AbortSignal
  onError(error: unknown): void
  /** Told of each step of durability; for tests and metrics. */
  reached?: Reached
  /** Milliseconds until leading is tried again after it ended or was not given. */
  retry?: number
}

/** Milliseconds between two batches that are not full, so that checkpoints do not outnumber what they cover. */
const batchPause = 40
/** Milliseconds after which leaves are looked for and witnesses asked also without a call. */
const poll = 500

/**
 * The one sequencer of the log, run by the worker process. Any number may run: one leads, by an advisory lock on a
 * connection of its own; that two believe to lead for a moment forks nothing, because the head of the log moves by
 * compare-and-swap in the transaction that adds the entries.
 */
export function runSequencer(
  p: Pick<Platform, 'config' | 'db'>,
  { signal, onError, reached = () => {}, retry = 1000 }: SequencerOptions,
): { stop(): Promise<void> } {
  const ended = new AbortController()
  const over = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal
  const running = (async () => {
    let told = ''
    while (!over.aborted) {
      const error: unknown = await lead(p, over, onError, reached).catch((cause: unknown) => cause)
      // Clocks that stay apart are told of once.
      if (error !== undefined && !(error instanceof ClockError && told !== '')) onError(error)
      told = error instanceof ClockError ? error.message : ''
      await sleep(retry, undefined, { signal: over }).catch(() => {})
    }
  })()
  return {
    stop: async () => {
      ended.abort()
      await running
    },
  }
}

async function lead(
  p: Pick<Platform, 'config' | 'db'>,
  stopped: AbortSignal,
  onError: (error: unknown) => void,
  reached: Reached,
): Promise<void> {
  const leaves = createBell()
  const leadership = await tryToLead(p.config.databaseUrl, leaves.ring)
  if (!leadership) return
  const ended = new AbortController()
  const over = AbortSignal.any([stopped, leadership.lost, ended.signal])
  try {
    // Before anything is signed or a key is met, whose times would be wrong. The alarm may be of whoever led before.
    await inTx(p.db, timeOfNext)
    await takeAlarmBack(p.db)
    // A log that was closed stays so: a person must look, and a restored newer database brings its own open state.
    if ((await ensureLog(p)).state === 'closed') return
    await recordPolicy(p)
    const checkpoints = createBell()
    const confirmed = new AbortController()
    const publishing = publish(p, over, checkpoints, () => confirmed.abort(), onError, reached).finally(() =>
      ended.abort(),
    )
    const writing = openLogWriter(p, reached).then(async (writer) => {
      // Nothing new is signed before a quorum has confirmed that what we hold is what it has seen.
      await createBell().wait(Number.POSITIVE_INFINITY, AbortSignal.any([confirmed.signal, over]))
      while (!over.aborted) {
        const added = await writer.append()
        if (added > 0) checkpoints.ring()
        if (added === BATCH) continue
        if (added > 0) await sleep(batchPause)
        await leaves.wait(poll, over)
      }
    })
    // Both must have come to rest before somebody else may lead.
    for (const part of await Promise.allSettled([publishing, writing.finally(() => ended.abort())]))
      if (part.status === 'rejected') throw part.reason
  } catch (error) {
    if (error instanceof ClockError) await raiseAlarm(p.db, error.message)
    throw error
  } finally {
    ended.abort()
    await leadership.release()
  }
}

/** Publishes what is committed, newest first of all; witnesses that do not answer are asked again. */
async function publish(
  p: Pick<Platform, 'config' | 'db'>,
  over: AbortSignal,
  checkpoints: Bell,
  confirm: () => void,
  onError: (error: unknown) => void,
  reached: Reached,
): Promise<void> {
  const round = createPublisher(p, reached)
  let told = ''
  while (!over.aborted) {
    const { agreed, closed, failures } = await round()
    // A witness that stays away is told of once.
    const failing = failures.map((error) => error.message).join('\n')
    if (failing !== told) for (const error of failures) onError(error)
    told = failing
    if (closed) return
    if (agreed) confirm()
    await checkpoints.wait(agreed ? Number.POSITIVE_INFINITY : 2 * poll, over)
  }
}
