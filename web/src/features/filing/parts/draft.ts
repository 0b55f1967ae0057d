import type { Case, Field, Form, Patch } from '../api.ts'

/** An answer to an item of the open correction is kept beside the form's fields, in the same way. */
export type AnswerKey = `answer.${string}`
export type Key = Field | AnswerKey
export type Values = Form & { [item: AnswerKey]: string }
export const answerKey = (itemId: string): AnswerKey => `answer.${itemId}`
const isAnswer = (key: string): key is AnswerKey => key.startsWith('answer.')
const itemOf = (key: AnswerKey): string => key.slice('answer.'.length)

/** A field as it was on the server when the person began to change it, and as the person has it; undefined is empty. */
export type Edit = { base: unknown; mine: unknown }
export type Edits = Partial<Record<Key, Edit>>
/** A form being filled: what the server has in which version, and what it has not got yet. */
export type Draft = { version: number; server: Values; edits: Edits }
/** A field changed here and elsewhere since it was last the same. */
export type Conflict = { field: Key; mine: unknown; theirs: unknown }

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const entriesOf = (edits: Edits) => Object.entries(edits) as [Key, Edit][]
const omit = <T extends object>(from: T, key: string): T =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T

export const hasEdits = ({ edits }: Draft): boolean => Object.keys(edits).length > 0

const openRound = ({ status, corrections }: Pick<Case, 'status' | 'corrections'>) =>
  status === 'correction_required' ? corrections.at(-1) : undefined

/** What of a case can be written: the form, and the answers to the open correction. */
export const valuesOf = (view: Pick<Case, 'form' | 'status' | 'corrections'>): Values => ({
  ...view.form,
  ...Object.fromEntries((openRound(view)?.answers ?? []).map(({ itemId, text }) => [answerKey(itemId), text])),
})

/** The case with these values in it. */
export function withValues(view: Case, values: Values): Case {
  const round = openRound(view)
  const form = Object.fromEntries(Object.entries(values).filter(([key]) => !isAnswer(key))) as Form
  const named = { ...view, name: form.name ?? '', form }
  if (!round) return named
  const answers = round.items.flatMap(({ id }) => {
    const text = values[answerKey(id)]
    return text === undefined ? [] : [{ itemId: id, text }]
  })
  return { ...named, corrections: [...view.corrections.slice(0, -1), { ...round, answers }] }
}

/** Without answers to items that are not asked any more, as of a correction that is over. */
export function stillAsked(edits: Edits, view: Pick<Case, 'status' | 'corrections'>): Edits {
  const items = openRound(view)?.items ?? []
  return Object.fromEntries(
    entriesOf(edits).filter(([key]) => !isAnswer(key) || items.some(({ id }) => id === itemOf(key))),
  )
}

/** The form, and the answers, as the person sees them. */
export function formOf({ server, edits }: Draft): Values {
  const merged = { ...server, ...Object.fromEntries(entriesOf(edits).map(([field, { mine }]) => [field, mine])) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as Values
}

/** The draft after one field was changed; a value put back to the server's is no change. */
export function change<K extends Key>(draft: Draft, field: K, value: Values[K] | undefined): Draft {
  const { server, edits } = draft
  if (same(value, server[field])) return { ...draft, edits: omit(edits, field) }
  const base = edits[field] ? edits[field]?.base : server[field]
  return { ...draft, edits: { ...edits, [field]: { base, mine: value } } }
}

/** Only the fields that changed, without those in `held` (which the server refused as they are). */
export function patchOf({ version, edits }: Draft, held: ReadonlySet<Key> = new Set()): Patch {
  const sent = entriesOf(edits).filter(([field]) => !held.has(field))
  const fields = sent.filter(([key]) => !isAnswer(key))
  const set = fields.filter(([, { mine }]) => mine !== undefined).map(([field, { mine }]) => [field, mine])
  const answers = sent.flatMap(([key, { mine }]) =>
    isAnswer(key) ? [{ itemId: itemOf(key), text: typeof mine === 'string' ? mine : '' }] : [],
  )
  return {
    version,
    set: Object.fromEntries(set) as Form,
    clear: fields.filter(([, { mine }]) => mine === undefined).map(([field]) => field),
    ...(answers.length > 0 && { answers }),
  }
}

/** The draft after the server took a patch; what was typed in the meantime stays unsaved. */
export function accepted(draft: Draft, patch: Patch, version: number): Draft {
  const answers = (patch.answers ?? []).map(({ itemId, text }) => [answerKey(itemId), text || undefined] as const)
  const sent = new Map<string, unknown>([
    ...Object.entries(patch.set),
    ...patch.clear.map((field) => [field, undefined] as const),
    ...answers,
  ])
  const kept = Object.entries({ ...draft.server, ...Object.fromEntries(sent) }).filter(
    ([, value]) => value !== undefined,
  )
  const server = Object.fromEntries(kept) as Values
  const left = entriesOf(draft.edits)
    .filter(([field, { mine }]) => !same(mine, server[field]))
    .map(([field, { base, mine }]) => [field, { base: sent.has(field) ? server[field] : base, mine }])
  return { version, server, edits: Object.fromEntries(left) }
}

/**
 * The draft on top of a newer version of the case. What nobody else touched stays as it is; what somebody else changed
 * to something different comes back as a conflict, with both values kept until the person chooses.
 */
export function rebase(
  draft: Draft,
  fresh: { version: number; form: Values },
): { draft: Draft; conflicts: Conflict[] } {
  const open = entriesOf(draft.edits).filter(([field, { mine }]) => !same(mine, fresh.form[field]))
  const conflicts = open
    .filter(([field, { base }]) => !same(base, fresh.form[field]))
    .map(([field, { mine }]) => ({ field, mine, theirs: fresh.form[field] }))
  return { draft: { version: fresh.version, server: fresh.form, edits: Object.fromEntries(open) }, conflicts }
}

/** Settles a conflict: mine goes to the server next, or theirs stays. */
export function resolve(draft: Draft, { field, theirs }: Conflict, choice: 'mine' | 'theirs'): Draft {
  const edit = draft.edits[field]
  if (!edit || choice === 'theirs') return { ...draft, edits: omit(draft.edits, field) }
  return { ...draft, edits: { ...draft.edits, [field]: { base: theirs, mine: edit.mine } } }
}
