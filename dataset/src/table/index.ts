export { type TableType, tableTypes } from './cell.ts'
export { TableError, type TableErrorCode } from './errors.ts'
export { fingerprintTable } from './fingerprint-table.ts'
export { createTableHasher, type TableHasher, type TableOptions } from './hasher.ts'
export { tableToPart } from './part.ts'
export { readTableFingerprint } from './read-value.ts'
export type { Scratch } from './row-set.ts'
export {
  type ColumnProof,
  proveColumn,
  type TableColumn,
  type TableFingerprint,
  verifyColumn,
} from './value.ts'
