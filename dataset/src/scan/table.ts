import { createColumnScan } from './column.ts'
import { createTrajectoryScan } from './trajectory.ts'
import type { ColumnFinding } from './types.ts'

/** Scans a whole table held as rows of text; null and '' are empty. Columns in their order, then the track if there is one. */
export const scanTable = (
  names: readonly string[],
  rows: Iterable<readonly (string | null | undefined)[]>,
): ColumnFinding[] => {
  const scans = names.map((name) => createColumnScan(name, { columns: names }))
  const track = createTrajectoryScan(names)
  let count = 0
  for (const row of rows) {
    count += 1
    for (let i = 0; i < scans.length; i++) scans[i]?.add(row[i] ?? '', 1)
    track.addRow(row)
  }
  const tracked = track.end()
  return [...scans.flatMap((scan) => scan.end(count)), ...(tracked ? [tracked] : [])]
}
