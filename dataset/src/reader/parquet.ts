import type { Compressors, FileMetaData, RowGroup, SchemaElement, SchemaTree } from 'hyparquet'
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ParquetColumn } from './parquet-cell.ts'
import { parquetColumn } from './parquet-cell.ts'
import type { StoredColumn } from './parquet-pages.ts'
import { checkPages } from './parquet-pages.ts'
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
  input.onDecoding?.(timeFor(0, 0))
  const metadata = await asked(parquetMetadataAsync(file, { geoparquet: false }))
  const columns = topColumns(metadata.schema)
  const sink = start()
  sink.columns(columns.map(({ name }) => name))
  const bare = bareMetadata(metadata, columns)
  const stored = await asked(Promise.resolve(metadata).then(storedColumns))
  input.onDecoding?.(0)
  const readColumn = async (group: RowGroup, name: string, from: number, rows: number): Promise<ArrayLike<unknown>> => {
    const checked = await asked(checkColumn(group, name, rows))
    let found: ArrayLike<unknown> = []
    const onChunk = ({ columnData, rowStart }: { columnData: ArrayLike<unknown>; rowStart: number }) => {
      found = Array.prototype.slice.call(columnData, from - rowStart, from - rowStart + rows)
    }
    const range = { rowStart: from, rowEnd: from + rows, columns: [name] }
    const o = {
      file: checked.file,
      metadata: bare,
      compressors: checked.compressors,
      utf8: false,
      geoparquet: false,
      parsers,
      onChunk,
      ...range,
    }
    await asked(parquetRead(o))
    if (found.length !== rows) throw new TableFault('malformed')
    return found
  }

  /** Checks the pages of a column; what was read and unpacked for it is not read and unpacked again where there is but one stored column. */
  const checkColumn = async (group: RowGroup, name: string, rows: number) => {
    const chunks = group.columns.flatMap(({ meta_data }) => (meta_data?.path_in_schema[0] === name ? [meta_data] : []))
    const ready = new Map<number, Uint8Array>()
    const held = { from: -1, to: -1, bytes: new ArrayBuffer(0) }
    let unpacked = 0
    for (const { path_in_schema, data_page_offset, dictionary_page_offset, ...chunk } of chunks) {
      const column = stored.get(path_in_schema.join('\n'))
      const from = Number(dictionary_page_offset || data_page_offset)
      const to = from + Number(chunk.total_compressed_size)
      const values = Number(chunk.num_values)
      if (!column || !(values >= 0 && values <= mostRows)) throw new TableFault('malformed')
      const bytes = await slice(from, to)
      const unpack = (packed: Uint8Array, length: number) => {
        if (chunk.codec === 'UNCOMPRESSED') return packed
        const page = bounded[chunk.codec]?.(packed, length)
        if (page?.length !== length) throw new TableFault('malformed')
        // What the metadata says of it may be a lie.
        unpacked += length
        if (unpacked > mostGroup) throw new TableFault('oversized')
        if (chunks.length === 1) ready.set(packed.byteOffset, page)
        return page
      }
      checkPages(new Uint8Array(bytes), { ...column, values: column.flat ? Math.min(values, rows) : values }, unpack)
      if (chunks.length === 1) Object.assign(held, { from, to, bytes })
    }
    const known = (start: number, end: number) => start === held.from && end === held.to
    const compressors: Compressors = Object.fromEntries(
      Object.entries(bounded).map(([codec, decompress]) => [
        codec,
        (packed: Uint8Array, length: number) => {
          const page = packed.buffer === held.bytes ? ready.get(packed.byteOffset) : undefined
          ready.delete(packed.byteOffset)
          return page ?? decompress(packed, length)
        },
      ]),
    )
    const again = (start: number, end = input.bytes) =>
      known(start, end) ? Promise.resolve(held.bytes) : file.slice(start, end)
    return { file: { byteLength: input.bytes, slice: again }, compressors }
  }

  let done = 0
  const allRows = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0)
  let told = 0
  /** `part` of so many rows is done: half of the work is unpacking their columns. */
  const tell = (rows: number, part: number) => {
    told = Math.max(told, Math.min(input.bytes, Math.floor(((done + part * rows) / allRows) * input.bytes)))
    input.onProgress?.(told)
  }
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const unpacked = group.columns.reduce((sum, c) => sum + Number(c.meta_data?.total_uncompressed_size ?? 0), 0)
    if (!(rows >= 0) || unpacked > mostGroup || rows > mostRows) throw new TableFault('oversized')
    if (rows === 0) continue
    const values: ArrayLike<unknown>[] = []
    input.onDecoding?.(timeFor(unpacked, rows * columns.length))
    for (const { name } of columns) {
      values.push(await readColumn(group, name, done, rows))
      tell(rows, values.length / columns.length / 2)
    }
    input.onDecoding?.(0)
    const cells = new Array<Cell>(columns.length).fill(null)
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < columns.length; i++) cells[i] = cellIn(columns[i] as ParquetColumn, values[i]?.[row])
      sink.row(cells)
      if (row % rowsATell === rowsATell - 1) tell(rows, (1 + row / rows) / 2)
    }
    done += rows
  }
  tell(0, 0)
  return { rows: done }
}

/** Rows from one word of progress to the next. */
const rowsATell = 1 << 15

const mostRows = 2 ** 27

/** Milliseconds in which a slow machine has read and decoded so many bytes and values. What the file says of itself is its own word: never beyond ten minutes. */
export const timeFor = (bytes: number, values: number): number =>
  Math.min(30_000 + bytes / 8_000 + values / 1_000, 600_000)

/** The cell of a stored value. What cannot be one of its column is a damaged one. */
const cellIn = (column: ParquetColumn, value: unknown): Cell => {
  if (value === null || value === undefined) return null
  try {
    return column.cellOf(value)
  } catch {
    throw new TableFault('malformed')
  }
}

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

/** What is stored for each leaf of the schema, by its path. */
const storedColumns = (metadata: FileMetaData): Map<string, Omit<StoredColumn, 'values'>> => {
  const found = new Map<string, Omit<StoredColumn, 'values'>>()
  const walk = ({ element, children, path }: SchemaTree, repetitions: number, definitions: number) => {
    const root = path.length === 0
    const maxRepetition = repetitions + (!root && element.repetition_type === 'REPEATED' ? 1 : 0)
    const maxDefinition = definitions + (!root && element.repetition_type !== 'REQUIRED' ? 1 : 0)
    for (const child of children) walk(child, maxRepetition, maxDefinition)
    if (children.length > 0) return
    const { type = '', type_length: width = 0 } = element
    const flat = path.length === 1 && element.repetition_type !== 'REPEATED'
    found.set(path.join('\n'), { type, width, maxRepetition, maxDefinition, flat })
  }
  walk(parquetSchema(metadata), 0, 0)
  return found
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

const bounded: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (bytes: Uint8Array, outputLength: number) => {
      if (outputLength > mostPage) throw new TableFault('oversized')
      return decompress(bytes, outputLength)
    },
  ]),
)
