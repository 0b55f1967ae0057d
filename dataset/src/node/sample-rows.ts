import { open } from 'node:fs/promises'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { createCsvReader } from '../profile/csv.ts'
import { readText, UndecodableError } from '../profile/decode.ts'
import { formatOf } from '../profile/profile.ts'

/** The first rows of a table, every cell as text. */
export interface Sample {
  header: string[]
  rows: string[][]
}

/** Read of a CSV file for its sample, in bytes: room for a few very wide rows. */
const headBytes = 4 * 1024 * 1024

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

const csvSample = async (slice: Slice, size: number, count: number): Promise<Sample | null> => {
  const head = await slice(0, Math.min(size, headBytes))
  // The last line may be cut off in the middle of a character.
  const whole = head.length < size ? head.subarray(0, head.lastIndexOf(10) + 1) : head
  const createReader = () => {
    const found: string[][] = []
    const reader = createCsvReader((fields) => {
      if (found.length <= count) found.push(fields)
    })
    return {
      push: reader.push,
      end: () => {
        reader.end()
        return found
      },
    }
  }
  async function* stream() {
    yield whole
  }
  try {
    const [header = [], ...rows] = (await readText(stream, createReader)).result
    return { header, rows: rows.filter((row) => row.length === header.length) }
  } catch (error) {
    if (error instanceof UndecodableError) return null
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
