/** Lets a person hold, go on with or give up a running fingerprint. */
export interface HashControl {
  pause(): void
  resume(): void
  cancel(): void
  readonly paused: boolean
  readonly cancelled: boolean
  /** Called after every change of state; returns the way to stop listening. */
  subscribe(listener: () => void): () => void
}

/** A fresh control: running, not cancelled. */
export const createHashControl = (): HashControl => {
  const listeners = new Set<() => void>()
  let paused = false
  let cancelled = false
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  return {
    pause: () => {
      paused = true
      tell()
    },
    resume: () => {
      paused = false
      tell()
    },
    cancel: () => {
      cancelled = true
      tell()
    },
    get paused() {
      return paused
    },
    get cancelled() {
      return cancelled
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
