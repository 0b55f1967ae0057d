import type { Json, Part } from '@datadeed/evidence'
import type { TableFingerprint } from './value.ts'

/**
 * The values of the tables of a data set as the part `table` of its manifest, in the order of their paths. `salt` is 32 fresh random bytes in hex.
 * It must stay a part: whoever holds a value can test guesses at the table.
 */
export const tableToPart = (tables: readonly { path: string; table: TableFingerprint }[], salt: string): Part => ({
  name: 'table',
  salt,
  // Interfaces have no index signature, so TypeScript cannot see that this is plain JSON.
  content: tables.map(({ path, table }) => ({ file: path, ...table })) as unknown as Json,
})
