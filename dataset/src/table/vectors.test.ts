import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeCrypto } from '@datadeed/evidence/node'
import { describe, expect, it } from 'vitest'
import type { VectorTable } from '../../scripts/table-vector-cases.ts'
import { inputOf, makeTable, refusalOf, tableVectors } from '../../scripts/table-vectors.ts'
import { cellText, classify } from './cell.ts'
import { fingerprintTable, readTableFingerprint, type TableFingerprint } from './index.ts'

const folder = new URL('../../vectors/', import.meta.url)
const committed = readFileSync(new URL('table.json', folder), 'utf8')

interface Vectors {
  cells: {
    cell: Parameters<typeof cellText>[0]
    xlsx?: true
    text: string | null
    type: string | null
    canonical: string | null
  }[]
  tables: (VectorTable & { name: string; canonical: unknown; rowTexts: string[]; fingerprint: TableFingerprint })[]
  different: { about: string; order?: 'ordered'; a: VectorTable; b: VectorTable }[]
  files: { file: string; ordered: unknown; unordered: unknown }[]
  refused: { about: string; path: string; content: string; reason: string }[]
}
const vectors: Vectors = JSON.parse(committed)

it('are what the committed script makes', async () => {
  expect((await tableVectors()) === committed, 'run node dataset/scripts/table-vectors.ts').toBe(true)
})

it.each(vectors.cells)('cell $cell', ({ cell, xlsx, text, type, canonical }) => {
  const found = cellText(cell, xlsx === true)
  expect(found).toBe(text)
  if (found !== null) expect(classify(found)).toEqual({ type, text: canonical })
})

it.each(vectors.tables)('table $name', (table) => {
  const { fingerprint } = makeTable(table)
  expect(fingerprint).toEqual(table.fingerprint)
  expect(readTableFingerprint(nodeCrypto, JSON.parse(JSON.stringify(fingerprint)))).toEqual(fingerprint)
})

describe('what is one table has one value', () => {
  const groups = (list: { key: string; value: unknown }[]) => Map.groupBy(list, ({ key }) => key)
  const tables = vectors.tables.map(({ name, fingerprint }) => ({ key: name.slice(0, 1), value: fingerprint.ordered }))
  const files = vectors.files.map(({ file, ...value }) => ({ key: file.split('.')[0] ?? '', value }))
  it.each([...groups(tables), ...groups(files)])('%s', (_, list) => {
    for (const { value } of list) expect(value).toEqual(list[0]?.value)
  })
  it('and different tables have different ones', () => {
    const different = [...groups(tables), ...groups(files)].map(([, list]) => JSON.stringify(list[0]?.value))
    expect(new Set(different).size).toBe(different.length)
  })
})

it.each(vectors.different)('differs: $about', ({ order, a, b }) => {
  const [x, y] = [makeTable(a).fingerprint, makeTable(b).fingerprint]
  for (const hash of ['sha256', 'sm3'] as const) {
    expect(x.ordered[hash]).not.toBe(y.ordered[hash])
    expect(x.unordered?.[hash] === y.unordered?.[hash]).toBe(order === 'ordered')
  }
})

it.each(vectors.files)('file $file', async ({ file, ...value }) => {
  const bytes = readFileSync(new URL(`table/${file}`, folder))
  expect(await fingerprintTable(inputOf(file, bytes), { crypto: nodeCrypto })).toMatchObject(value)
})

it.each(vectors.refused)('refused: $about', async ({ path, content, reason }) => {
  expect(await refusalOf(path, Buffer.from(content, 'base64'))).toBe(reason)
})

const python = spawnSync('python3', ['-c', 'import hashlib; hashlib.new("sm3")']).status === 0

it.skipIf(!python)(
  'the second implementation, in Python, makes the same values (skipped without python3 and its SM3)',
  () => {
    const { status, stdout, stderr } = spawnSync('python3', [fileURLToPath(new URL('table/check.py', folder))], {
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^\d{3,} comparisons hold\n$/)
  },
)
