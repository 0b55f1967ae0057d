import type { Json, Part } from '@datadeed/evidence'
import type { ColumnFinding } from '../scan/types.ts'
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

/** The part that tells what the scan found. It is committed to like the others and shown only where its owner ticked so. */
export const scanPart = 'scan'

/** What the scan found in a file, as it may be shown: which columns hold which kind, never a value, nor how many there are. */
export interface ScanSummary {
  file: string
  findings: Pick<ColumnFinding, 'column' | 'kind' | 'share' | 'confidence'>[]
}

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

/** Of every table that was read to its end, those without findings too: that nothing was found says something. */
const scanned = (profiles: FileProfile[]): ScanSummary[] =>
  profiles
    .filter(({ columns, fault }) => columns.length > 0 && fault === null)
    .map(({ path, findings }) => ({
      file: path,
      findings: findings.map(({ column, kind, share, confidence }) => ({
        ...{ column: column.toWellFormed(), kind, share, confidence },
      })),
    }))

/** The profile as parts of a manifest. `salt` gives 32 fresh random bytes in hex at every call. */
export const profileToParts = (profiles: FileProfile[], salt: () => string): Part[] => {
  const parts = [
    { name: 'profile', salt: salt(), content: asJson(profiles.map(publicProfile)) },
    { name: 'elements', salt: salt(), content: asJson(elementsOf(profiles)) },
  ]
  const more = { [valuesPart]: frequentValues(profiles), [scanPart]: scanned(profiles) }
  return [
    ...parts,
    ...Object.entries(more).flatMap(([name, content]) =>
      content.length === 0 ? [] : [{ name, salt: salt(), content: asJson(content) }],
    ),
  ]
}

// Interfaces have no index signature, so TypeScript cannot see that these are plain JSON.
const asJson = (value: object[]): Json => value as unknown as Json
