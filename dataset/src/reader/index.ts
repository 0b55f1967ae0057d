import { readCsvTable } from './csv-table.ts'
import { formatOf } from './format.ts'
import { readJsonTable } from './json-table.ts'
import { readParquetTable } from './parquet.ts'
import type { ProfileInput, TableFacts, TableFormat, TableSink } from './types.ts'
import { TableFault } from './types.ts'
import { readXlsxTable } from './xlsx.ts'

export { formatOf, isTable } from './format.ts'
export type {
  Cell,
  ProfileInput,
  TableEncoding,
  TableFacts,
  TableFaultCode,
  TableFormat,
  TableSink,
  TypedCell,
} from './types.ts'

/**
 * Reads the rows of a table (`.csv .tsv .json .geojson .jsonl .ndjson .xlsx .parquet`, by the name of its path) into a sink, in one pass and
 * in bounded memory. The sink is made anew whenever reading has to start over (the bytes turned out to be in another encoding): only the one
 * returned has seen the table, and nothing else is promised. The content of the file never makes this reject, it gives `fault`; errors of
 * reading and of the sink go through. Null where the name is of no table.
 */
export const readTable = async <S extends TableSink>(
  input: ProfileInput,
  createSink: (format: TableFormat) => S,
): Promise<{ facts: TableFacts; sink: S } | null> => {
  const format = formatOf(input.path)
  if (format === 'other') return null
  let sink = createSink(format)
  let fresh = true
  const start = (): S => {
    if (!fresh) sink = createSink(format)
    fresh = false
    return sink
  }
  const facts = { ...emptyFacts, format }
  try {
    return { facts: { ...facts, ...(await readers[format](input, start)) }, sink }
  } catch (error) {
    if (error instanceof TableFault) return { facts: { ...facts, fault: error.code }, sink }
    throw error
  }
}

/** Of a table of which nothing is known. */
export const emptyFacts = { encoding: null, rows: 0, raggedRows: 0, sheet: null, otherSheets: 0, fault: null } as const

type Reader = (input: ProfileInput, start: () => TableSink) => Promise<Partial<TableFacts>>

const readers: Record<TableFormat, Reader> = {
  csv: readCsvTable,
  json: readJsonTable,
  jsonl: readJsonTable,
  xlsx: readXlsxTable,
  parquet: readParquetTable,
}
