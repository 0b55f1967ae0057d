import { bareProfile } from '../profile/bare.ts'
import type { Task, TaskResult, WorkFile } from './work.ts'

/**
 * Watches workers that decode: each tells beforehand how long that may take, in milliseconds, and 0 when it is over. Nobody can promise that
 * a decoder ends whatever bytes it is given, and one that does not hears no message: `giveUp` has to end its thread.
 */
export const createWatch = <W>(giveUp: (worker: W) => void) => {
  const allowed = new Map<W, number>()
  const timers = new Map<W, ReturnType<typeof setTimeout>>()
  let held = false
  const start = (worker: W) => {
    clearTimeout(timers.get(worker))
    const within = allowed.get(worker)
    if (within !== undefined && !held) timers.set(worker, setTimeout(giveUp, within, worker))
  }
  return {
    allow: (worker: W, within: number) => {
      if (within > 0) allowed.set(worker, within)
      else allowed.delete(worker)
      start(worker)
    },
    /** While it is held nobody is given up; afterwards everybody has all of their time again. */
    hold: (hold: boolean) => {
      held = hold
      for (const worker of allowed.keys()) start(worker)
    },
    end: () => {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

/** What is said of a table whose decoder was stopped. Its bytes are hashed all the same. */
export const stalledResult = ({ kind, pass }: Task, { path, bytes }: WorkFile<unknown>): TaskResult => {
  if (kind === 'table') return { tableWork: { fingerprint: { refused: { code: 'stalled', place: '' } } } }
  const { profile = true, comparisonKey } = pass ?? {}
  return {
    ...(profile ? { profile: { ...bareProfile(path, bytes), fault: 'stalled' } } : {}),
    ...(comparisonKey ? { tableWork: { sketches: null } } : {}),
  }
}
