import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRows } from './sample-rows.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-sample-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('gives the heading and the first rows of CSV, quotes and all', async () => {
  const path = write('a.csv', '路段,备注\nG60,"甲,乙"\nG75,丙\nG76,丁\n')
  expect(await sampleRows(path, 2)).toEqual({
    header: ['路段', '备注'],
    rows: [
      ['G60', '甲,乙'],
      ['G75', '丙'],
    ],
  })
})

test('leaves rows out that are not as wide as the heading', async () => {
  expect((await sampleRows(write('b.csv', 'a,b\n1\n2,3\n'), 5))?.rows).toEqual([['2', '3']])
})

test('reads Parquet', async () => {
  const path = fileURLToPath(new URL('../../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url))
  const sample = await sampleRows(path, 3)
  expect(sample?.header).toEqual(['date', 'delay', 'distance', 'origin', 'destination'])
  expect(sample?.rows).toHaveLength(3)
  expect(sample?.rows[0]?.[0]).toMatch(/^2001-/)
})

test('a file that is no table has no sample', async () => {
  expect(await sampleRows(write('c.bin', 'x'), 3)).toBeNull()
})
