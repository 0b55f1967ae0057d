import type { Field, Form, Patch } from '../api.ts'

/** A field as it was on the server when the person began to change it, and as the person has it; undefined is empty. */
export type Edit = { base: unknown; mine: unknown }
export type Edits = Partial<Record<Field, Edit>>
/** A form being filled: what the server has in which version, and what it has not got yet. */
export type Draft = { version: number; server: Form; edits: Edits }
/** A field changed here and elsewhere since it was last the same. */
export type Conflict = { field: Field; mine: unknown; theirs: unknown }

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const entriesOf = (edits: Edits) => Object.entries(edits) as [Field, Edit][]
const omit = <T extends object>(from: T, key: string): T =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T

export const hasEdits = ({ edits }: Draft): boolean => Object.keys(edits).length > 0

/** The form as the person sees it. */
export function formOf({ server, edits }: Draft): Form {
  const merged = { ...server, ...Object.fromEntries(entriesOf(edits).map(([field, { mine }]) => [field, mine])) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as Form
}

/** The draft after one field was changed; a value put back to the server's is no change. */
export function change<F extends Field>(draft: Draft, field: F, value: Form[F]): Draft {
  const { server, edits } = draft
  if (same(value, server[field])) return { ...draft, edits: omit(edits, field) }
  const base = edits[field] ? edits[field]?.base : server[field]
  return { ...draft, edits: { ...edits, [field]: { base, mine: value } } }
}

/** Only the fields that changed, without those in `held` (which the server refused as they are). */
export function patchOf({ version, edits }: Draft, held: ReadonlySet<Field> = new Set()): Patch {
  const sent = entriesOf(edits).filter(([field]) => !held.has(field))
  const set = sent.filter(([, { mine }]) => mine !== undefined).map(([field, { mine }]) => [field, mine])
  return {
    version,
    set: Object.fromEntries(set) as Form,
    clear: sent.filter(([, { mine }]) => mine === undefined).map(([field]) => field),
  }
}

/** The draft after the server took a patch; what was typed in the meantime stays unsaved. */
export function accepted(draft: Draft, patch: Patch, version: number): Draft {
  const kept = Object.entries({ ...draft.server, ...patch.set }).filter(([field]) => !patch.clear.includes(field))
  const server = Object.fromEntries(kept) as Form
  const left = entriesOf(draft.edits)
    .filter(([field, { mine }]) => !same(mine, server[field]))
    .map(([field, { base, mine }]) => {
      const went = field in patch.set || patch.clear.includes(field)
      return [field, { base: went ? server[field] : base, mine }]
    })
  return { version, server, edits: Object.fromEntries(left) }
}

/**
 * The draft on top of a newer version of the case. What nobody else touched stays as it is; what somebody else changed
 * to something different comes back as a conflict, with both values kept until the person chooses.
 */
export function rebase(draft: Draft, fresh: { version: number; form: Form }): { draft: Draft; conflicts: Conflict[] } {
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
