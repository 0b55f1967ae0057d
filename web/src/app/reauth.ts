type Asker = () => Promise<boolean>

let asker: Asker | null = null
let asking: Promise<boolean> | null = null

/** Registers who asks for the password again; only pages that may hold typed data do so. Returns the removal. */
export function provideReauth(next: Asker): () => void {
  asker = next
  return () => {
    if (asker === next) asker = null
  }
}

/** Asks once however many requests were refused together; false when nobody can ask or the person declines. */
export async function reauthenticate(): Promise<boolean> {
  if (!asker) return false
  asking ??= asker().finally(() => {
    asking = null
  })
  return asking
}
