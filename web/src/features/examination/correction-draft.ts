import type { NewItem } from './api.ts'

/** An item as typed, before it is worded for the letter. `code` is a correction reason of the rule pack. */
export type DraftItem = {
  field: string
  code: string
  note: string
  rule: string
  remedy: string
  /** Rule of the machine pre-examination that the fault falls under. */
  machineRule?: string
}
export type CorrectionDraft = {
  items: DraftItem[]
  /** Typed but not yet added, by field, so that a closed dialog or a reload loses nothing. */
  unfinished: Record<string, DraftItem>
}

export const noDraft: CorrectionDraft = { items: [], unfinished: {} }

const isText = (value: unknown): value is string => typeof value === 'string'
const isItem = (value: unknown): value is DraftItem => {
  if (typeof value !== 'object' || value === null) return false
  const { field, code, note, rule, remedy } = value as Partial<Record<keyof DraftItem, unknown>>
  return [field, code, note, rule, remedy].every(isText)
}

/** What the browser kept; anything it cannot be is dropped rather than shown. */
export function parseDraft(kept: unknown): CorrectionDraft {
  if (typeof kept !== 'object' || kept === null) return noDraft
  const { items, unfinished } = kept as { items?: unknown; unfinished?: unknown }
  return {
    items: Array.isArray(items) ? items.filter(isItem) : [],
    unfinished:
      typeof unfinished === 'object' && unfinished !== null
        ? Object.fromEntries(Object.entries(unfinished).filter(([, item]) => isItem(item)))
        : {},
  }
}

const without = (draft: CorrectionDraft, field: string) => ({
  items: draft.items,
  unfinished: Object.fromEntries(Object.entries(draft.unfinished).filter(([name]) => name !== field)),
})

/** Adds an item, or takes the place of the one for the same field: one field, one item. */
export function putItem(draft: CorrectionDraft, item: DraftItem): CorrectionDraft {
  const { items, unfinished } = without(draft, item.field)
  const known = items.some(({ field }) => field === item.field)
  return { unfinished, items: known ? items.map((old) => (old.field === item.field ? item : old)) : [...items, item] }
}

export function removeItem(draft: CorrectionDraft, field: string): CorrectionDraft {
  const { items, unfinished } = without(draft, field)
  return { unfinished, items: items.filter((item) => item.field !== field) }
}

export const keepUnfinished = (draft: CorrectionDraft, item: DraftItem): CorrectionDraft => ({
  ...draft,
  unfinished: { ...draft.unfinished, [item.field]: item },
})

/** The item as the letter states it: the pack's reason, then what the examiner adds. */
export function toNewItem(
  { field, code, note, rule, remedy, machineRule }: DraftItem,
  reasons: Record<string, string>,
): NewItem {
  const reason = [reasons[code] ?? '', note.trim()].filter(Boolean).join('：')
  return { field, reason, rule: rule.trim(), remedy: remedy.trim(), ...(machineRule && { machineRule }) }
}
