import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { readTable } from './index.ts'
import { inputOf } from './testing/input.ts'

/** Nothing of a file this small may take as long as this, on a machine however busy. */
const patience = 20_000

/** Changes single bytes and reads; rejects, naming the byte, where reading does not end or takes the memory. */
const readBent = (bytes: Uint8Array, places: number[], masks: number[]): Promise<Record<string, number>> =>
  new Promise((settle, fail) => {
    const worker = new Worker(new URL('./testing/flip-worker.ts', import.meta.url), {
      workerData: { bytes, places, masks },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    let last = ''
    const end = (error: Error | null, faults: Record<string, number> = {}) => {
      clearTimeout(timer)
      void worker.terminate()
      if (error) fail(error)
      else settle(faults)
    }
    const expired = () => end(new Error(`reading does not end: ${last}`))
    let timer = setTimeout(expired, patience)
    worker.on('message', (told: { faults?: Record<string, number> }) => {
      if (told.faults) return end(null, told.faults)
      last = JSON.stringify(told)
      clearTimeout(timer)
      timer = setTimeout(expired, patience)
    })
    worker.on('error', (error) => end(new Error(`${last}: ${error.message}`)))
  })

const everyPlace = (bytes: Uint8Array, step = 1) =>
  Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) => i * step)

const count = 700
const written = (codec: 'SNAPPY' | 'UNCOMPRESSED' | 'GZIP' | 'BROTLI' | 'ZSTD') => {
  const numbers = Array.from({ length: count }, (_, i) => (i * 7919) % 1009)
  const texts = numbers.map((n) => `路段${n % 13}`)
  return new Uint8Array(
    parquetWriteBuffer({
      codec,
      compressors: { GZIP: (b) => gzipSync(b), BROTLI: (b) => brotliCompressSync(b), ZSTD: (b) => zstdCompressSync(b) },
      pageSize: 512,
      columnData: [
        { name: 'a', data: numbers, type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
        { name: 'b', data: numbers.map(BigInt), type: 'INT64', encoding: 'DELTA_BINARY_PACKED' },
        { name: 'c', data: texts, type: 'STRING' },
        {
          name: 'd',
          data: texts.map((text, i) => (i % 5 === 0 ? null : text)),
          type: 'STRING',
          encoding: 'DELTA_BYTE_ARRAY',
          nullable: true,
        },
        { name: 'e', data: texts, type: 'STRING', encoding: 'DELTA_LENGTH_BYTE_ARRAY' },
        { name: 'f', data: numbers.map((n) => n % 3 === 0), type: 'BOOLEAN', encoding: 'RLE' },
        { name: 'g', data: numbers.map((n) => n / 8), type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
      ],
    }),
  )
}

const vectors = join(import.meta.dirname, '../../vectors/table')
const real = [
  'trips.pandas',
  'trips.arrow-nfd',
  'trips.duckdb',
  'ledger.arrow',
  'ledger.duckdb',
  'nested.arrow',
  'nested.duckdb',
]

test.each(real)(
  'whatever byte of %s.parquet is another, reading it ends',
  async (name) => {
    const bytes = new Uint8Array(readFileSync(join(vectors, `${name}.parquet`)))
    const faults = await readBent(bytes, everyPlace(bytes, 5), [0x80, 0x04])
    expect(faults.malformed).toBeGreaterThan(20)
  },
  120_000,
)

test.each([
  ['SNAPPY', 11],
  ['UNCOMPRESSED', 17],
  ['GZIP', 29],
  // Unpacked in JavaScript, many times slower.
  ['BROTLI', 401],
  ['ZSTD', 29],
] as const)(
  'and of one written with every encoding, %s',
  async (codec, step) => {
    const bytes = written(codec)
    const sink = { columns: () => {}, row: () => {} }
    const whole = await readTable(inputOf('a.parquet', bytes, 1 << 20), () => sink)
    expect(whole?.facts).toMatchObject({ rows: count, fault: null })
    const faults = await readBent(bytes, everyPlace(bytes, step), [0xff, 0x40])
    expect(faults.malformed).toBeGreaterThan(10)
  },
  120_000,
)
