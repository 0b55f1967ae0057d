export { FingerprintError, type FingerprintErrorCode } from './fingerprint/errors.ts'
export type { Fingerprint } from './fingerprint/manifest.ts'
export { fingerprintParts, partsToShow } from './fingerprint/parts.ts'
export type { SketchResult, TableResult } from './fingerprint/tables.ts'
export {
  type DataElement,
  elementsOf,
  type PublicProfile,
  profileToParts,
  publicProfile,
  type ScanSummary,
  scanPart,
  valuesPart,
} from './profile/parts.ts'
export {
  type ColumnProfile,
  type ColumnType,
  type Count,
  type FileProfile,
  type LocalColumn,
  type ProfileInput,
  profileFile,
  type Quality,
} from './profile/profile.ts'
export { isTable } from './reader/format.ts'
export {
  type ColumnFinding,
  type ColumnScan,
  createColumnScan,
  createTrajectoryScan,
  kinds,
  type PublishableFinding,
  publishable,
  type SensitiveKind,
  scanTable,
  type TrajectoryFinding,
  type TrajectoryScan,
} from './scan/index.ts'
export type { ComparisonKey } from './sketch/sketch.ts'
export {
  type ColumnProof,
  createTableHasher,
  fingerprintTable,
  proveColumn,
  readTableFingerprint,
  type Scratch,
  type TableColumn,
  TableError,
  type TableErrorCode,
  type TableFingerprint,
  type TableHasher,
  type TableOptions,
  type TableType,
  tableToPart,
  tableTypes,
  verifyColumn,
} from './table/index.ts'
