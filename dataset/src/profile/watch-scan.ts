import type { ColumnFinding, ColumnScan, TrajectoryScan } from '../scan/index.ts'
import { createColumnScan, createTrajectoryScan } from '../scan/index.ts'
import { columnsByName, columnsByValues } from '../scan/trajectory-columns.ts'
import type { RowWatcher, TableWatcher } from './table.ts'

/** Watches a table for sensitive data. */
export interface ScanWatcher extends TableWatcher {
  /** what was found in so many rows: by column, then the track */
  findings(rows: number): ColumnFinding[]
}

/** Rows after which the scan for tracks has made up its mind which columns they are in. */
const rowsToDecide = 200

/** A scan that has seen nothing. */
export const createScanWatcher = (): ScanWatcher => {
  const scans: ColumnScan[] = []
  let tracks: TrajectoryScan | null = null
  return {
    column: (name, _, columns) => {
      const scan = createColumnScan(name, { columns })
      scans.push(scan)
      return scan
    },
    rows: (names) => {
      tracks = createTrajectoryScan(names)
      return onlyTracks(tracks, names)
    },
    findings: (rows) => [...scans.flatMap((scan) => scan.end(rows)), ...trackOf(tracks)],
  }
}

const trackOf = (tracks: TrajectoryScan | null): ColumnFinding[] => {
  const found = tracks?.end()
  return found ? [found] : []
}

/** Asks for the columns of a track only, once the scan has made up its mind which they are. */
const onlyTracks = (tracks: TrajectoryScan, names: readonly string[]): RowWatcher => {
  let wanted: number[] | null = null
  const first: string[][] = []
  return {
    wanted: () => wanted,
    addRow: (row) => {
      tracks.addRow(row)
      if (wanted !== null) return
      first.push([...row])
      if (first.length < rowsToDecide) return
      const named = columnsByName(names, first)
      const track = named && named.time !== null ? named : columnsByValues(names, first)
      wanted = track ? [track.longitude, track.latitude, ...[track.time, track.id].flatMap((place) => place ?? [])] : []
    },
  }
}
