/** Pauses between attempts of one delivery, seconds: growing, about a day in all. */
export const pauses = [5, 60, 300, 1800, 7200, 18_000, 28_800, 28_800] as const

/** Seconds until the next attempt after `attempts` that failed; null when the day is over. */
export function pauseAfter(attempts: number): number | null {
  return pauses[attempts - 1] ?? null
}

/** A web-hook is gone for good, by its own word. */
export const goneStatus = 410

export interface FailedDelivery {
  /** Answer's status, null where there was none. */
  status: number | null
  /** No attempt is left. */
  exhausted: boolean
  createdAt: Date
  /** When the web-hook last took a delivery. */
  lastSuccessAt: Date | null
}

/** Why a web-hook is switched off after a failed attempt, or null: it said so itself, or took nothing since the delivery was made. */
export function offAfter({ status, exhausted, createdAt, lastSuccessAt }: FailedDelivery): 'gone' | 'failures' | null {
  if (status === goneStatus) return 'gone'
  return exhausted && (lastSuccessAt === null || lastSuccessAt < createdAt) ? 'failures' : null
}
