import type { Json, Part } from '@datadeed/evidence'
import type { ColumnType, FileProfile } from './types.ts'

/** One row of the data element table: what a column is, never what it holds. */
export interface DataElement {
  file: string
  name: string
  type: ColumnType
  nullable: boolean
}

/** A profile as it may leave the machine: without values of the data other than the extremes and quantiles of numbers and times. */
export type PublicProfile = Omit<FileProfile, 'local' | 'findings'>

/** The part that holds the most frequent values. It is committed to like the others and shown only where its owner ticked so. */
export const valuesPart = 'values'

/** The data element table of all files. A name that is not text (lone surrogates) is mended, for the manifest holds only text. */
export const elementsOf = (profiles: FileProfile[]): DataElement[] =>
  profiles.flatMap(({ path, columns }) =>
    columns.map(({ name, type, nulls }) => ({ file: path, name: name.toWellFormed(), type, nullable: nulls > 0 })),
  )

/** What of a profile may leave the machine. Members are taken by name, so that what is added to a profile later stays at home until it is named. */
export const publicProfile = (profile: FileProfile): PublicProfile => {
  const { path, bytes, format, encoding, rows, timeSpan, area, duplicateRows, raggedRows } = profile
  const { sheet, otherSheets, quality, fault } = profile
  const columns = profile.columns.map(({ name, type, nulls, distinct, valid, min, max, spread, lengths }) => ({
    ...{ name: name.toWellFormed(), type, nulls, distinct, valid, min, max, spread, lengths },
  }))
  const places = area && {
    ...area,
    columns: {
      longitude: area.columns.longitude.toWellFormed(),
      latitude: area.columns.latitude.toWellFormed(),
    },
  }
  return {
    ...{ path, bytes, format, encoding, rows, columns, timeSpan, area: places, duplicateRows, raggedRows },
    ...{ sheet: sheet === null ? null : sheet.toWellFormed(), otherSheets, quality, fault },
  }
}

const frequentValues = (profiles: FileProfile[]) =>
  profiles.flatMap(({ path, columns, local }) =>
    local.flatMap(({ top }, at) => {
      const values = top.map(({ value, count }) => ({ value: value.toWellFormed(), count }))
      return values.length > 0 ? [{ file: path, name: (columns[at]?.name ?? '').toWellFormed(), values }] : []
    }),
  )

/** The profile as parts of a manifest. `salt` gives 32 fresh random bytes in hex at every call. */
export const profileToParts = (profiles: FileProfile[], salt: () => string): Part[] => {
  const parts = [
    { name: 'profile', salt: salt(), content: asJson(profiles.map(publicProfile)) },
    { name: 'elements', salt: salt(), content: asJson(elementsOf(profiles)) },
  ]
  const values = frequentValues(profiles)
  return values.length === 0 ? parts : [...parts, { name: valuesPart, salt: salt(), content: asJson(values) }]
}

// Interfaces have no index signature, so TypeScript cannot see that these are plain JSON.
const asJson = (value: object[]): Json => value as unknown as Json
