import { csvCell } from '../reader/csv-table.ts'
import type { ColumnFinding, ColumnScan, TrajectoryScan } from '../scan/index.ts'
import { createColumnScan, createTrajectoryScan } from '../scan/index.ts'
import type { RowWatcher, TableWatcher } from './table.ts'

/** Watches a table for sensitive data. */
export interface ScanWatcher extends TableWatcher {
  /** what was found in so many rows: by column, then the track */
  findings(rows: number): ColumnFinding[]
}

/** A scan that has seen nothing. */
export const createScanWatcher = (): ScanWatcher => {
  const scans: ColumnScan[] = []
  let tracks: TrajectoryScan | null = null
  return {
    column: (name, _, columns) => {
      const scan = createColumnScan(name, { columns })
      scans.push(scan)
      return {
        add: scan.add,
        addBatch: ({ block, fields }, from, to) => {
          const { bytes, text, starts, ends, textStarts, textEnds } = block
          let decimals = 0
          for (let i = from; i < to; i++) {
            const field = fields[i] as number
            if (isDecimal(bytes, starts[field] as number, ends[field] as number)) decimals += 1
            else scan.add(text.slice(textStarts[field], textEnds[field]), 1)
          }
          // A single character shows nothing either.
          if (decimals > 0) scan.add('0', decimals)
        },
      }
    },
    rows: (names) => {
      tracks = createTrajectoryScan(names)
      return onlyTracks(tracks)
    },
    findings: (rows) => [...scans.flatMap((scan) => scan.end(rows)), ...trackOf(tracks)],
  }
}

/** Up to eight digits, a point and digits: a quantity, in which the scan sees nothing whatever the column. */
const isDecimal = (bytes: Uint8Array, from: number, to: number): boolean => {
  let at = from
  while (at < to && isDigit(bytes[at] as number)) at += 1
  if (at === from || at - from > 8 || bytes[at] !== 46) return false
  const point = at
  at += 1
  while (at < to && isDigit(bytes[at] as number)) at += 1
  return at === to && at > point + 1
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

const trackOf = (tracks: TrajectoryScan | null): ColumnFinding[] => {
  const found = tracks?.end()
  return found ? [found] : []
}

/** Makes strings only of the columns of a track, once the scan has made up its mind which they are. */
const onlyTracks = (tracks: TrajectoryScan): RowWatcher => {
  let wanted: readonly number[] | null = null
  return {
    addRow: tracks.addRow,
    addRows: ({ block, starts, count }, width) => {
      const row = new Array<string>(width).fill('')
      const all = row.map((_, at) => at)
      for (let r = 0; r < count; r++) {
        wanted ??= tracks.wanted()
        if (wanted?.length === 0) return
        const first = starts[r] as number
        const next = starts[r + 1] as number
        for (const at of wanted ?? all) {
          const field = first + at
          row[at] = field < next ? (csvCell(block, field) ?? '') : ''
        }
        tracks.addRow(row)
      }
    },
  }
}
