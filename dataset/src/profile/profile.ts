import { readCsvBlocks } from '../reader/csv-table.ts'
import type { ProfileInput, TableFacts } from '../reader/index.ts'
import { readTable } from '../reader/index.ts'
import { TableFault } from '../reader/types.ts'
import { bareProfile } from './bare.ts'
import { areaOf, coordinatePairs, qualityOf } from './quality.ts'
import type { TableTally, TableWatcher } from './table.ts'
import { createTally } from './table.ts'
import type { ColumnProfile, FileProfile } from './types.ts'
import type { ScanWatcher } from './watch-scan.ts'
import { createScanWatcher } from './watch-scan.ts'

export type { ProfileInput } from '../reader/index.ts'
export type { TableWatcher } from './table.ts'
export type {
  ColumnProfile,
  ColumnType,
  Count,
  FileProfile,
  LocalColumn,
  Quality,
} from './types.ts'

/** Who else sees the values go by, beside the scan. */
export interface ProfileOptions {
  /** looks for sensitive data, too; default true */
  scan?: boolean
  /** asked anew whenever reading starts over; the last one given has seen the table */
  watch?: () => TableWatcher
}

/**
 * Reads a file once (twice where it turns out not to be UTF-8) and says what it holds. The content of the file never makes this fail:
 * what is not of its format gives a profile with `fault`. Errors of reading go through.
 */
export const profileFile = async (input: ProfileInput, o: ProfileOptions = {}): Promise<FileProfile> => {
  const bare = bareProfile(input.path, input.bytes)
  if (bare.format === 'other' || input.bytes === 0) return bare
  let tally: TableTally | null = null
  let scan: ScanWatcher | null = null
  const start = (): TableTally => {
    scan = o.scan === false ? null : createScanWatcher()
    const watchers = [scan, o.watch?.()].flatMap((watcher) => watcher ?? [])
    tally = createTally(watchers, bare.format !== 'csv')
    return tally
  }
  const facts = bare.format === 'csv' ? await csvFacts(input, start) : (await readTable(input, start))?.facts
  const { fault = null, encoding = null, sheet = null, otherSheets = 0, rows = 0 } = facts ?? {}
  const known = { ...bare, encoding, sheet, otherSheets, fault }
  if (fault !== null || tally === null) return known
  const figures = figuresOf(tally, facts ?? {})
  return { ...known, ...figures, findings: (scan as ScanWatcher | null)?.findings(rows) ?? [] }
}

const csvFacts = async (input: ProfileInput, start: () => TableTally): Promise<Partial<TableFacts>> => {
  try {
    return await readCsvBlocks(input, start)
  } catch (error) {
    if (error instanceof TableFault) return { fault: error.code }
    throw error
  }
}

type Figures = Pick<
  FileProfile,
  'rows' | 'columns' | 'local' | 'timeSpan' | 'area' | 'duplicateRows' | 'raggedRows' | 'quality'
>

const figuresOf = (tally: TableTally, { rows = 0, raggedRows = 0 }: Partial<TableFacts>): Figures => {
  for (const column of tally.tallied) column.end()
  const found = tally.tallied.map((column) => column.profile(rows))
  const columns = found.map(({ column }) => column)
  const timeSpan = timeSpanOf(columns)
  const duplicateRows = tally.repeats?.count() ?? null
  const degrees = (column: ColumnProfile, most: number): number =>
    tally.tallied[columns.indexOf(column)]?.seen.numberBins.within(-most, most) ?? 1
  const accurate = coordinatePairs(columns).flatMap(([east, north]) => [degrees(east, 180), degrees(north, 90)])
  const newest = timeSpan?.to ?? null
  return {
    rows,
    columns,
    local: found.map(({ local }) => local),
    timeSpan,
    area: areaOf(columns),
    duplicateRows,
    raggedRows,
    quality: qualityOf({ rows, columns, raggedRows, duplicateRows, accurate, newest }),
  }
}

/** From the earliest to the latest date in any date column. */
const timeSpanOf = (columns: ColumnProfile[]): FileProfile['timeSpan'] => {
  const dates = columns.filter(({ type }) => type === 'date' || type === 'datetime')
  const from = dates.flatMap(({ min }) => min ?? []).sort()[0]
  const to = dates
    .flatMap(({ max }) => max ?? [])
    .sort()
    .at(-1)
  return from === undefined || to === undefined ? null : { from, to }
}
