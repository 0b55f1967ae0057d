import { type Part, SKETCH_PART } from '@datadeed/evidence'
import { profileToParts, scanPart, valuesPart } from '../profile/parts.ts'
import type { FileProfile } from '../profile/types.ts'
import { tableToPart } from '../table/part.ts'
import type { SketchResult, TableResult } from './tables.ts'

/** All that was learnt of the files as parts of their manifest. `salt` gives 32 fresh random bytes in hex at every call. */
export const fingerprintParts = (
  { profiles, tables, sketch }: { profiles: FileProfile[]; tables: TableResult[]; sketch: SketchResult | null },
  salt: () => string,
): Part[] => {
  const known = tables.flatMap(({ path, table }) => (table ? [{ path, table }] : []))
  return [
    ...(profiles.some(({ columns }) => columns.length > 0) ? profileToParts(profiles, salt) : []),
    ...(known.length > 0 ? [tableToPart(known, salt())] : []),
    ...(sketch?.part ? [{ name: SKETCH_PART, salt: salt(), content: sketch.part }] : []),
  ]
}

/**
 * Names of the parts that go with a deposit to those who may see it. The value of a table is not among them, for whoever holds it can test
 * guesses at the table, nor is the sketch.
 */
export const partsToShow = (parts: readonly Part[], { values, scan }: { values: boolean; scan: boolean }): string[] => {
  const shown = ['profile', 'elements', ...(values ? [valuesPart] : []), ...(scan ? [scanPart] : [])]
  return parts.flatMap(({ name }) => (shown.includes(name) ? [name] : []))
}
