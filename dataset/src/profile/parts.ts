import type { Json, Part } from '@datadeed/evidence'
import type { ColumnType, FileProfile } from './types.ts'

/** One row of the data element table: what a column is, never what it holds. */
export interface DataElement {
  file: string
  name: string
  type: ColumnType
  nullable: boolean
}

/** The data element table of all files. A name that is not text (lone surrogates) is mended, for the manifest holds only text. */
export const elementsOf = (profiles: FileProfile[]): DataElement[] =>
  profiles.flatMap(({ path, columns }) =>
    columns.map(({ name, type, nulls }) => ({
      file: path,
      name: wellFormed(name),
      type,
      nullable: nulls === null || nulls > 0,
    })),
  )

/** The profile as parts of a manifest. `salt` gives 32 fresh random bytes in hex at every call. */
export const profileToParts = (profiles: FileProfile[], salt: () => string): Part[] => {
  const named = profiles.map((profile) => ({
    ...profile,
    columns: profile.columns.map((column) => ({ ...column, name: wellFormed(column.name) })),
  }))
  return [
    { name: 'profile', salt: salt(), content: asJson(named) },
    { name: 'elements', salt: salt(), content: asJson(elementsOf(profiles)) },
  ]
}

// Interfaces have no index signature, so TypeScript cannot see that these are plain JSON.
const asJson = (value: object[]): Json => value as unknown as Json

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')
