import type { FileMetaData, SchemaElement } from 'hyparquet'
import { parquetMetadataAsync, parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ParquetColumn } from './parquet-cell.ts'
import { parquetColumn } from './parquet-cell.ts'
import type { Cell, ProfileInput, TableFacts, TableSink } from './types.ts'
import { TableFault } from './types.ts'

/** Bounds against files that say little and unpack to much, in bytes: one page, and the columns of one row group. */
const mostPage = 256 * 1024 * 1024
const mostGroup = 2 * 1024 * 1024 * 1024

/** An error of reading the file itself, which is not about its content. */
class Unreadable extends Error {}

/** Reads a Parquet file row by row, one row group in memory at a time. Throws TableFault. */
export const readParquetTable = async (input: ProfileInput, start: () => TableSink): Promise<Partial<TableFacts>> => {
  const slice = async (from: number, to: number): Promise<ArrayBuffer> => {
    // Negative offsets count from the end.
    const first = from < 0 ? Math.max(0, input.bytes + from) : from
    const end = Math.min(to, input.bytes)
    if (!(first <= end)) throw new TableFault('malformed')
    const part = await input.slice(first, end).catch((cause: unknown) => {
      throw new Unreadable('', { cause })
    })
    return new Uint8Array(part).buffer
  }
  const file = {
    byteLength: input.bytes,
    slice: (from: number, to = input.bytes): Promise<ArrayBuffer> => {
      const part = slice(from, to)
      // hyparquet may have given up before it looks at all that it asked for.
      part.catch(() => {})
      return part
    },
  }
  const asked = async <T>(reading: Promise<T>): Promise<T> => {
    try {
      return await reading
    } catch (error) {
      if (error instanceof Unreadable) throw error.cause
      if (error instanceof TableFault) throw error
      // Bytes were read and are those of the file; what hyparquet throws then is about their content.
      throw new TableFault('malformed')
    }
  }
  if (input.bytes < 12) throw new TableFault('malformed')
  const metadata = await asked(parquetMetadataAsync(file, { geoparquet: false }))
  const columns = topColumns(metadata.schema)
  const sink = start()
  sink.columns(columns.map(({ name }) => name))
  const bare = bareMetadata(metadata, columns)
  const readColumn = async ({ name }: ParquetColumn, from: number, rows: number): Promise<ArrayLike<unknown>> => {
    let found: ArrayLike<unknown> = []
    const onChunk = ({ columnData, rowStart }: { columnData: ArrayLike<unknown>; rowStart: number }) => {
      found = Array.prototype.slice.call(columnData, from - rowStart, from - rowStart + rows)
    }
    const range = { rowStart: from, rowEnd: from + rows, columns: [name] }
    const o = { file, metadata: bare, compressors: bounded, utf8: false, geoparquet: false, parsers, onChunk, ...range }
    await asked(parquetRead(o))
    if (found.length !== rows) throw new TableFault('malformed')
    return found
  }

  let done = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const unpacked = group.columns.reduce((sum, c) => sum + Number(c.meta_data?.total_uncompressed_size ?? 0), 0)
    if (!(rows >= 0) || unpacked > mostGroup || rows > mostRows) throw new TableFault('oversized')
    if (rows === 0) continue
    const values: ArrayLike<unknown>[] = []
    for (const column of columns) values.push(await readColumn(column, done, rows))
    const cells = new Array<Cell>(columns.length).fill(null)
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < columns.length; i++) {
        const value = values[i]?.[row]
        cells[i] = value === null || value === undefined ? null : (columns[i] as ParquetColumn).cellOf(value)
      }
      sink.row(cells)
    }
    done += rows
  }
  return { rows: done }
}

const mostRows = 2 ** 27

/** The columns right below the root; those below them belong to one nested value. */
const topColumns = (schema: SchemaElement[]): ParquetColumn[] => {
  const columns: ParquetColumn[] = []
  const skip = (at: number): number => {
    let next = at + 1
    for (let child = 0; child < (schema[at]?.num_children ?? 0) && next < schema.length; child++) next = skip(next)
    return next
  }
  for (let at = 1; at < schema.length; at = skip(at)) {
    const element = schema[at]
    if (element) columns.push(parquetColumn(element))
  }
  // hyparquet finds columns by name.
  if (new Set(columns.map(({ name }) => name)).size !== columns.length) throw new TableFault('malformed')
  return columns
}

/** Metadata under which hyparquet gives the values of flat columns as stored: its own decimals and times go through doubles and dates. */
const bareMetadata = (metadata: FileMetaData, columns: ParquetColumn[]): FileMetaData => {
  const bare = new Map(columns.flatMap(({ element, bare }) => (bare ? [[element, bare]] : [])))
  return { ...metadata, schema: metadata.schema.map((element) => bare.get(element) ?? element) }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes),
  // INT96 has no logical type of its own.
  timestampFromNanoseconds: (nanoseconds: bigint) => nanoseconds as unknown as Date,
}

const bounded = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (bytes: Uint8Array, outputLength: number) => {
      if (outputLength > mostPage) throw new TableFault('oversized')
      return decompress(bytes, outputLength)
    },
  ]),
)
