import { open } from 'node:fs/promises'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { formatOf, readTable } from '../reader/index.ts'

/** The first rows of a table, every cell as text. */
export interface Sample {
  header: string[]
  rows: string[][]
}

/** Read of a CSV file at a time, in bytes. */
const blockBytes = 256 * 1024

/** Heading and first rows of a CSV or Parquet file; null where the file is neither. For showing, never for a fingerprint. */
export const sampleRows = async (path: string, count: number): Promise<Sample | null> => {
  const format = formatOf(path)
  if (format !== 'csv' && format !== 'parquet') return null
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const slice = async (from: number, to: number) => {
      const part = new Uint8Array(to - from)
      await handle.read(part, 0, part.length, from)
      return part
    }
    return format === 'csv' ? await csvSample(slice, size, count) : await parquetSample(slice, size, count)
  } finally {
    await handle.close()
  }
}

type Slice = (from: number, to: number) => Promise<Uint8Array>

/** Ends the reading. */
class Enough extends Error {}

const csvSample = async (slice: Slice, size: number, count: number): Promise<Sample | null> => {
  async function* stream() {
    for (let at = 0; at < size; at += blockBytes) yield await slice(at, Math.min(size, at + blockBytes))
  }
  let sample: Sample = { header: [], rows: [] }
  const createSink = () => {
    sample = { header: [], rows: [] }
    const { header, rows } = sample
    return {
      columns: (names: readonly string[]) => {
        header.push(...names)
      },
      row: (cells: readonly unknown[]) => {
        if (rows.length >= count) throw new Enough()
        if (cells.length === header.length) rows.push(cells.map((cell) => (typeof cell === 'string' ? cell : '')))
      },
    }
  }
  try {
    const read = await readTable({ path: 'sample.csv', bytes: size, stream, slice }, createSink)
    return read?.facts.fault ? null : sample
  } catch (error) {
    if (error instanceof Enough) return sample
    throw error
  }
}

const parquetSample = async (slice: Slice, size: number, count: number): Promise<Sample> => {
  const file = {
    byteLength: size,
    slice: async (from: number, to = size) => new Uint8Array(await slice(from, to)).buffer,
  }
  const objects = await parquetReadObjects({ file, rowEnd: count, compressors })
  const header = Object.keys(objects[0] ?? {})
  return { header, rows: objects.map((row) => header.map((name) => cellText(row[name]))) }
}

const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object'
    ? JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))
    : String(value)
}
