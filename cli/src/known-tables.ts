import { readTableFingerprint, type TableFingerprint } from '@datadeed/dataset'
import { type Json, parseStrict } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from './context.ts'
import { CliError } from './context.ts'
import { readBytes } from './files.ts'

/** A fingerprint made before, with the path of its file where that is known. */
export interface KnownTable {
  file: string | null
  table: TableFingerprint
}

const mostBytes = 64 * 1024 * 1024

/** Fingerprints from a file: what `datadeed table --json` printed, the part `table` of a manifest, alone or among those kept with a deposit, or one value alone. */
export const readKnownTables = async (path: string, context: Context): Promise<KnownTable[]> => {
  const bytes = await readBytes(path, context)
  try {
    const found = tablesIn(parseStrict(new TextDecoder('utf-8', { fatal: true }).decode(bytes), mostBytes), null)
    if (found.length > 0) return found
  } catch {
    // Whatever is wrong with it, it is no fingerprint.
  }
  throw new CliError(context.text.badTables(path))
}

const tablesIn = (value: Json | undefined, file: string | null): KnownTable[] => {
  if (isList(value)) {
    // Of all parts of a manifest one is of tables.
    const part = value.find((item) => nameOf(item) === 'table')
    return part ? tablesIn(part, null) : value.flatMap((item) => tablesIn(item, null))
  }
  if (typeof value !== 'object' || value === null) return []
  if ('parts' in value) return tablesIn(value.parts, null)
  if ('content' in value) return tablesIn(value.content, null)
  if ('tables' in value) return tablesIn(value.tables, null)
  if ('table' in value) return tablesIn(value.table, typeof value.path === 'string' ? value.path : null)
  const { file: told, ...table } = value
  return [{ file: typeof told === 'string' ? told : file, table: readTableFingerprint(nodeCrypto, table) }]
}

const nameOf = (value: Json): Json | undefined =>
  typeof value === 'object' && value !== null && 'content' in value ? value.name : undefined

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** How much two fingerprints have in common. */
export type Likeness = 'same' | 'same_rows' | 'different'

/** Compares two fingerprints under both hashes; rows in another order are only seen where both have an unordered value. */
export const likeness = (a: TableFingerprint, b: TableFingerprint): Likeness => {
  const same = (value: 'ordered' | 'unordered') =>
    a[value] !== null && a[value].sha256 === b[value]?.sha256 && a[value].sm3 === b[value]?.sm3
  return same('ordered') ? 'same' : same('unordered') ? 'same_rows' : 'different'
}
