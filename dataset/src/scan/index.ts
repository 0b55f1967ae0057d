export { createColumnScan } from './column.ts'
export { type KindInfo, kinds, type SensitiveKind } from './kinds.ts'
export { publishable } from './publishable.ts'
export { createScanSink, scanFile } from './scan-file.ts'
export { scanTable } from './table.ts'
export { createTrajectoryScan } from './trajectory.ts'
export type {
  ColumnFinding,
  ColumnScan,
  PublishableFinding,
  Reidentification,
  TrajectoryFinding,
  TrajectoryScan,
} from './types.ts'
