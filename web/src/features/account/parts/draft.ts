/** Keeps what was typed for as long as the tab lives, a reload included; never a password. */
export function readDraft<T extends object>(key: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Partial<T>) : {}
  } catch {
    return {}
  }
}

export function writeDraft(key: string, values: Record<string, unknown>): void {
  const { password: _password, repeat: _repeat, ...kept } = values
  try {
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // storage blocked or full: the form itself still holds everything
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // as above
  }
}
