import { formatOf } from '../reader/format.ts'
import type { FileProfile } from './types.ts'

/** A profile that knows only name and size. */
export const bareProfile = (path: string, bytes: number): FileProfile => ({
  path,
  bytes,
  format: formatOf(path),
  encoding: null,
  rows: null,
  columns: [],
  timeSpan: null,
  area: null,
  duplicateRows: null,
  raggedRows: 0,
  sheet: null,
  otherSheets: 0,
  quality: null,
  fault: null,
  local: [],
  findings: [],
})
