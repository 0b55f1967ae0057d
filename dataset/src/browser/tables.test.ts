import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareSketches, type Json, type Part, readSketchPart } from '@datadeed/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partsToShow } from '../fingerprint/parts.ts'
import { fingerprintPath, fingerprintTables } from '../node/index.ts'
import { fingerprintFiles } from './fingerprint-files.ts'
import { startInProcess } from './in-process-worker.ts'

const comparisonKey = { epoch: 3, key: Uint8Array.from({ length: 16 }, (_, i) => i) }
const rows = Array.from({ length: 5000 }, (_, i) => `贵A${(i * 7919) % 100_000},${i % 3},${(i * 31) / 100}`)
const csv = `车牌,方向,里程\n${rows.join('\n')}\n`
const contents: Record<string, string | Uint8Array<ArrayBuffer>> = {
  'data.bin': 'no table',
  'broken.xlsx': 'no workbook either',
  'twice.csv': 'a,a\n1,2\n',
  'trips.csv': csv,
  // The same table in another format and encoding.
  'trips.tsv': new Uint8Array(Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le')),
}
const files = () => Object.entries(contents).map(([name, text]) => new File([text], name, { lastModified: 1 }))
const options = { tables: true, comparisonKey, parts: true, whole: true }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-tables-'))
  for (const [name, text] of Object.entries(contents)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const contentOf = (parts: readonly Part[], name: string) => parts.find((part) => part.name === name)?.content as Json

test('in Node and in the browser tables get the same values and sketches, in the pass of the fingerprint', async () => {
  const node = await fingerprintPath(folder, options)
  const browser = await fingerprintFiles(files(), { ...options, startWorker: startInProcess })
  for (const { manifest } of [node, browser])
    expect(manifest.parts?.names).toEqual(['profile', 'elements', 'values', 'scan', 'table', 'sketch'])
  expect(browser.tables.map(({ table }) => table)).toEqual(node.tables.map(({ table }) => table))
  expect(contentOf(browser.parts, 'sketch')).toEqual(contentOf(node.parts, 'sketch'))
  expect(contentOf(browser.parts, 'table')).toEqual(contentOf(node.parts, 'table'))
  expect(node.tables.map(({ path, refusal }) => [path, refusal?.code])).toEqual([
    ['broken.xlsx', 'malformed'],
    ['trips.csv', undefined],
    ['trips.tsv', undefined],
    ['twice.csv', 'duplicate_column'],
  ])
  expect(node.tables[1]?.table?.ordered).toEqual(node.tables[2]?.table?.ordered)
  expect(node.tables[1]).toEqual((await fingerprintTables(join(folder, 'trips.csv')))[0])

  expect(node.sketch?.told).toEqual([
    { path: 'trips.csv', columns: ['车牌', '里程'], rows: true },
    { path: 'trips.tsv', columns: ['车牌', '里程'], rows: true },
  ])
  expect(node.sketch?.failed).toEqual(['broken.xlsx'])
  const { epoch, tables } = readSketchPart(contentOf(node.parts, 'sketch'))
  expect(epoch).toBe(3)
  const [one, two] = tables.map(({ columns }) => columns[0]?.sketch)
  if (!one || !two) throw new Error('no sketches')
  expect(compareSketches(one, two).jaccard.share).toBe(1)
})

test('what may be shown to those who see a deposit has neither sketches nor values of tables', async () => {
  const { parts } = await fingerprintFiles(files(), { ...options, startWorker: startInProcess })
  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['table', 'sketch', 'values']))
  expect(partsToShow(parts, { values: false, scan: false })).toEqual(['profile', 'elements'])
  expect(partsToShow(parts, { values: true, scan: true })).toEqual(['profile', 'elements', 'values', 'scan'])
})

test('a key that nothing can be made with leaves out the sketch and nothing else', async () => {
  const bad = { epoch: 1, key: new Uint8Array(3) }
  const made = await fingerprintFiles(files(), { ...options, comparisonKey: bad, startWorker: startInProcess })
  expect(made.sketch).toMatchObject({ part: null, told: [] })
  expect(made.sketch?.failed).toEqual(['broken.xlsx', 'trips.csv', 'trips.tsv', 'twice.csv'])
  expect(made.manifest.parts?.names).not.toContain('sketch')
  expect(made.profiles.find(({ path }) => path === 'trips.csv')?.rows).toBe(5000)
})

test('sketches alone need no profile, and without either there are no parts', async () => {
  const alone = await fingerprintPath(folder, { profile: false, comparisonKey, parts: true })
  expect(alone.parts.map(({ name }) => name)).toEqual(['sketch'])
  expect(alone.profiles).toEqual([])
  const none = await fingerprintPath(folder, { profile: false, parts: true })
  expect([none.parts, none.manifest.parts, none.tables, none.sketch]).toEqual([[], null, [], null])
})
