import type { Column } from './column.ts'
import { createColumn, timeSpanOf } from './column.ts'
import { createCsvReader } from './csv.ts'
import { readText, UndecodableError } from './decode.ts'
import { createJsonLinesReader, createJsonReader, MalformedError } from './json.ts'
import { profileParquet } from './parquet.ts'
import type { FileProfile, ProfileInput } from './types.ts'

export type { ColumnProfile, ColumnType, FileProfile, ProfileInput } from './types.ts'

const formats: Record<string, FileProfile['format']> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  geojson: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
}

/** The format a file's name promises. */
export const formatOf = (path: string): FileProfile['format'] =>
  formats[/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'other'

/** A profile that knows only name and size. */
export const bareProfile = (path: string, bytes: number): FileProfile => ({
  path,
  bytes,
  format: formatOf(path),
  encoding: null,
  rows: null,
  columns: [],
  timeSpan: null,
  raggedRows: 0,
  fault: null,
})

/** More columns than this are not watched one by one: it is a matrix, or not a table. */
const mostColumns = 5000

/**
 * Reads a file once (twice where it turns out not to be UTF-8) and says what it holds. The content of the file never makes this fail:
 * what is not of its format gives a profile with `fault`. Errors of reading go through.
 */
export const profileFile = async (input: ProfileInput): Promise<FileProfile> => {
  const bare = bareProfile(input.path, input.bytes)
  if (bare.format === 'other' || input.bytes === 0) return bare
  if (bare.format === 'parquet') {
    const head = await input.slice(0, Math.min(4, input.bytes))
    if (new TextDecoder().decode(head) !== 'PAR1') return { ...bare, fault: 'malformed' }
    // Bytes were read and are those of the file; what hyparquet throws then is about their content.
    const found = await profileParquet(input).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'FingerprintError') throw error
      return { fault: 'malformed' as const }
    })
    return { ...bare, ...found }
  }
  const createReader = { csv: csvTable, jsonl: jsonLines, json: jsonList }[bare.format]
  try {
    const { encoding, result } = await readText(input.stream, createReader)
    return { ...bare, encoding, ...result, timeSpan: timeSpanOf(result.columns) }
  } catch (error) {
    if (error instanceof MalformedError) return { ...bare, fault: 'malformed' }
    if (error instanceof UndecodableError) return { ...bare, fault: 'undecodable' }
    throw error
  }
}

type Table = Pick<FileProfile, 'rows' | 'columns' | 'raggedRows'>

const csvTable = () => {
  let columns: Column[] | null = null
  let rows = 0
  let raggedRows = 0
  const reader = createCsvReader((fields) => {
    if (columns === null) {
      columns = fields.slice(0, mostColumns).map(createColumn)
      width = fields.length
      return
    }
    rows += 1
    if (fields.length !== width) raggedRows += 1
    for (let i = 0; i < columns.length; i++) columns[i]?.add(fields[i] ?? null)
  })
  let width = 0
  return {
    push: reader.push,
    end: (): Table => {
      reader.end()
      return { rows, raggedRows, columns: (columns ?? []).map((column) => column.profile(rows)) }
    },
  }
}

const recordTable = () => {
  const columns = new Map<string, Column>()
  let rows = 0
  const add = (value: unknown) => {
    rows += 1
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [name, member] of Object.entries(value)) {
      let column = columns.get(name)
      if (!column) {
        if (columns.size >= mostColumns) continue
        column = createColumn(name)
        columns.set(name, column)
      }
      if (typeof member === 'object' && member !== null) column.addNested()
      else column.add(member === null ? null : String(member), typeof member === 'string')
    }
  }
  const end = (): Table => ({ rows, raggedRows: 0, columns: [...columns.values()].map((c) => c.profile(rows)) })
  return { add, end }
}

const jsonLines = () => {
  const table = recordTable()
  const reader = createJsonLinesReader(table.add)
  return {
    push: reader.push,
    end: () => {
      reader.end()
      return table.end()
    },
  }
}

const jsonList = () => {
  const table = recordTable()
  const reader = createJsonReader(table.add)
  return {
    push: reader.push,
    end: () => {
      reader.end()
      return table.end()
    },
  }
}
