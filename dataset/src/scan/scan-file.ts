import { type Cell, type ProfileInput, readTable, type TableFacts, type TableSink } from '../reader/index.ts'
import { createColumnScan } from './column.ts'
import { createTrajectoryScan } from './trajectory.ts'
import type { ColumnFinding, ColumnScan, TrajectoryScan } from './types.ts'

/** More columns than this are not watched one by one: it is a matrix, or not a table. */
const mostColumns = 5000

interface ScanSink extends TableSink {
  end(rows: number): ColumnFinding[]
}

/** A sink that scans every column, and the rows for tracks. */
const createScanSink = (): ScanSink => {
  let names: readonly string[] = []
  let track: TrajectoryScan | null = null
  const scans: ColumnScan[] = []
  const scanOf = (at: number): ColumnScan => {
    const scan = scans[at] ?? createColumnScan(names[at] ?? '', { columns: names })
    scans[at] = scan
    return scan
  }
  const texts: (string | null)[] = []
  return {
    columns: (told) => {
      names = [...told]
      track ??= createTrajectoryScan(names)
    },
    row: (cells) => {
      const width = Math.min(cells.length, mostColumns)
      texts.length = 0
      for (let i = 0; i < width; i++) {
        const text = textOf(cells[i] ?? null)
        texts.push(text)
        if (text) scanOf(i).add(text, 1)
      }
      track?.addRow(texts)
    },
    end: (rows) => {
      const found = scans.flatMap((scan, i) =>
        // A name that a late row of JSON brought was not known when its column began.
        scan.end(rows).map((finding) => ({ ...finding, column: names[i] ?? finding.column })),
      )
      const tracked = track?.end()
      return tracked ? [...found, tracked] : found
    },
  }
}

const textOf = (cell: Cell): string | null => (cell === null || typeof cell === 'string' ? cell : cell.text)

/** What a file holds that is sensitive, in the browser and in Node alike; null where its name is of no table. */
export const scanFile = async (
  input: ProfileInput,
): Promise<{ facts: TableFacts; findings: ColumnFinding[] } | null> => {
  const read = await readTable(input, createScanSink)
  return read && { facts: read.facts, findings: read.sink.end(read.facts.rows) }
}
