type Asker = () => Promise<boolean>

let asker: Asker | null = null
let asking: Promise<boolean> | null = null
let renewals = 0

/** Registers who asks for the password again; only pages that may hold typed data do so. Returns the removal. */
export function provideReauth(next: Asker): () => void {
  asker = next
  return () => {
    if (asker === next) asker = null
  }
}

/** How often the session was renewed so far; noted when a request leaves. */
export function sessionRenewals(): number {
  return renewals
}

/**
 * Asks once however many requests were refused together, and not at all for one that left before the last renewal (`since`).
 * False when nobody can ask or the person declines.
 */
export async function reauthenticate(since: number): Promise<boolean> {
  if (renewals > since) return true
  if (!asker) return false
  asking ??= asker()
    .then((renewed) => {
      if (renewed) renewals += 1
      return renewed
    })
    .finally(() => {
      asking = null
    })
  return asking
}
