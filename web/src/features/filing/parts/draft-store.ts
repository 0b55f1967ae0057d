import type { Edits } from './draft.ts'

// Per account: on a shared computer one person's unsaved text is not another's.
const keyOf = (accountId: string, caseId: string) => `datadeed.case.${accountId}.${caseId}`

function read<T extends object>(key: string): T | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof value === 'object' && value !== null ? (value as T) : null
  } catch {
    return null // blocked storage, or text of another version
  }
}
function write(key: string, value: object): void {
  try {
    if (Object.keys(value).length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Full or blocked: the page itself still holds it and warns before it is left.
  }
}

/** What the server has not got yet, kept through a crash or a reload. */
export const readEdits = (accountId: string, caseId: string): Edits => read<Edits>(keyOf(accountId, caseId)) ?? {}
export const keepEdits = (accountId: string, caseId: string, edits: Edits): void =>
  write(keyOf(accountId, caseId), edits)
