import type { Field } from './api.ts'

export type FieldWords = { label: string; help: string }

/** What each field is called together with its help. */
export const labelled = (labels: Record<Field, string>, help: Record<Field, string>): Record<Field, FieldWords> =>
  Object.fromEntries(
    Object.entries(help).map(([field, words]) => [field, { label: labels[field as Field], help: words }]),
  ) as Record<Field, FieldWords>
