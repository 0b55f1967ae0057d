import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { toXlsx } from '../table/testing/render-table.ts'
import { readTable } from './index.ts'
import { inputOf } from './testing/input.ts'

const rows = 40_000
const numbers = Array.from({ length: rows }, (_, i) => (i * 7919) % 10_007)

/** What a reader tells of its progress while the rows go by: before the first, behind the last, and all of it. */
const toldOf = async (path: string, bytes: Uint8Array) => {
  const told: number[] = []
  const seen = { first: -1, last: 0, rows: 0 }
  const input = { ...inputOf(path, bytes), onProgress: (done: number) => told.push(done) }
  const row = () => {
    if (seen.first < 0) seen.first = told.at(-1) ?? 0
    seen.last = told.at(-1) ?? 0
    seen.rows += 1
  }
  const read = await readTable(input, () => ({ columns: () => {}, row }))
  expect(read?.facts).toMatchObject({ fault: null, rows })
  expect(seen.rows).toBe(rows)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(Math.max(...told)).toBeLessThanOrEqual(bytes.length)
  return { told, first: seen.first / bytes.length, last: seen.last / bytes.length }
}

test('a Parquet file tells how far it is, by groups, columns and rows', async () => {
  const columnData = ['a', 'b', 'c'].map((name) => ({ name, data: numbers, type: 'INT32' as const }))
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 10_000 }))
  const { told, first, last } = await toldOf('a.parquet', bytes)
  expect(new Set(told).size).toBeGreaterThanOrEqual(12)
  expect(first).toBeLessThan(0.2)
  expect(last).toBeGreaterThan(0.8)
  expect(told.at(-1)).toBe(bytes.length)
})

test('a workbook tells how far it is, though its directory stands at its end', async () => {
  const table = {
    names: ['a', 'b', 'c'],
    kinds: ['number', 'number', 'number'] as ('number' | 'text')[],
    rows: numbers.map((n, i) => [n, i, n * i]),
  }
  const { told, first, last } = await toldOf('a.xlsx', await toXlsx(table, () => 0))
  expect(told.length).toBeGreaterThan(3)
  expect(first).toBeLessThan(0.6)
  expect(last).toBeGreaterThan(0.8)
})
