export { createColumnScan } from './column.ts'
export { kinds, type SensitiveKind } from './kinds.ts'
export { publishable } from './publishable.ts'
export { scanTable } from './table.ts'
export { createTrajectoryScan } from './trajectory.ts'
export type {
  ColumnFinding,
  ColumnScan,
  PublishableFinding,
  TrajectoryFinding,
  TrajectoryScan,
} from './types.ts'
