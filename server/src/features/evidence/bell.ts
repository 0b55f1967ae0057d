/** Wakes one waiter; a ring while nobody waits is kept for the next. */
export interface Bell {
  readonly ring: () => void
  /** Resolves at the next ring, after `ms` milliseconds (may be infinite), or when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  return {
    ring,
    async wait(ms, signal) {
      if (!rung && !signal.aborted) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((resolve) => {
          wake = resolve
          signal.addEventListener('abort', wake)
          if (Number.isFinite(ms)) timer = setTimeout(resolve, ms)
        })
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
      }
      rung = false
    },
  }
}
