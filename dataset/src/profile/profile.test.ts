import { existsSync, readFileSync } from 'node:fs'
import { canonicalize, makeParts } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { describe, expect, test } from 'vitest'
import { hashBytes, lastHash } from './batch.ts'
import { createDistinct } from './distinct.ts'
import { elementsOf, profileToParts, valuesPart } from './parts.ts'
import { type FileProfile, profileFile } from './profile.ts'

/** Profiles bytes given in pieces of `step` bytes, so that characters and rows are cut. */
const profile = (path: string, bytes: Uint8Array, step = 7): Promise<FileProfile> =>
  profileFile({
    path,
    bytes: bytes.length,
    stream: async function* () {
      for (let at = 0; at < bytes.length; at += step) yield bytes.slice(at, at + step)
    },
    slice: async (from, to) => bytes.slice(from, to),
  })
const utf8 = (text: string) => new TextEncoder().encode(text)
/** GB 18030 by turning its decoder round over all codes of two bytes. */
const gb18030 = (text: string): Uint8Array => {
  const codes = new Map<string, number[]>()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  }
  return Uint8Array.from([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : (codes.get(c) ?? []))))
}
const table =
  '路段,时间,流量,速度,司机,手机\nG60,2026-01-02 08:00,12,60.5,张三,13800138000\nG2,2026-01-01 07:30,,61,李四,13900139000\n'

describe('a CSV file', () => {
  test('gives columns, types, nulls, extremes of numbers and dates only', async () => {
    const found = await profile('a.CSV', utf8(table))
    expect(found).toMatchObject({ format: 'csv', encoding: 'utf-8', rows: 2, raggedRows: 0, fault: null })
    expect(found.timeSpan).toEqual({ from: '2026-01-01T07:30:00', to: '2026-01-02T08:00:00' })
    expect(found.columns.map(({ name, type, nulls, min, max }) => [name, type, nulls, min, max])).toEqual([
      ['路段', 'text', 0, null, null],
      ['时间', 'datetime', 0, '2026-01-01T07:30:00', '2026-01-02T08:00:00'],
      ['流量', 'integer', 1, '12', '12'],
      ['速度', 'number', 0, '60.5', '61'],
      ['司机', 'text', 0, null, null],
      ['手机', 'integer', 0, null, null],
    ])
  })

  test('is the same table as UTF-8, with byte order mark, GB 18030 and UTF-16', async () => {
    const expected = await profile('a.csv', utf8(table))
    const same = async (bytes: Uint8Array, encoding: FileProfile['encoding']) =>
      expect(await profile('a.csv', bytes)).toEqual({ ...expected, bytes: bytes.length, encoding })
    await same(utf8(`\ufeff${table}`), 'utf-8')
    await same(gb18030(table), 'gb18030')
    await same(new Uint8Array([0xff, 0xfe, ...Buffer.from(table, 'utf16le')]), 'utf-16le')
    await same(new Uint8Array([0xfe, 0xff, ...Buffer.from(table, 'utf16le').swap16()]), 'utf-16be')
  })

  test('counts ragged rows and survives bytes of no encoding', async () => {
    expect(await profile('a.csv', utf8('a,b\n1\n1,2,3\n1,2\n'))).toMatchObject({ rows: 3, raggedRows: 2 })
    const junk = new Uint8Array([0x61, 0xff, 0xff, 0xff, 0x0a])
    expect(await profile('a.csv', junk)).toMatchObject({ fault: 'undecodable', rows: null })
  })

  test('takes codes and long numbers for text', async () => {
    const { columns } = await profile('a.csv', utf8('code,id\n007,110101199003070011\n'))
    expect(columns.map(({ type }) => type)).toEqual(['text', 'text'])
  })
})

describe('JSON', () => {
  const rows = [
    { a: 1, b: 'x,]"\\' },
    { a: 2.5, c: [1, { d: ']' }] },
    { b: '12', e: null },
  ]

  test.each([
    ['a.json', JSON.stringify(rows, null, 1)],
    ['a.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
  ])('%s', async (path, text) => {
    const found = await profile(path, utf8(text))
    expect(found.rows).toBe(3)
    expect(found.columns.map(({ name, type, nulls }) => [name, type, nulls])).toEqual([
      ['a', 'number', 1],
      ['b', 'text', 1],
      ['c', 'nested', 2],
      ['e', 'empty', 3],
    ])
  })

  test.each(['[1,2', '[1,2]x', '{"a":', '[1,}', ''.padEnd(3, '[')])('%s is malformed, not a failure', async (text) => {
    expect(await profile('a.json', utf8(text))).toMatchObject({ fault: 'malformed', rows: null })
  })

  test('an empty list has no rows, one object is one', async () => {
    expect(await profile('a.json', utf8(' [ ] '))).toMatchObject({ rows: 0, fault: null })
    expect(await profile('a.json', utf8('{"a":[1]}'))).toMatchObject({ rows: 1, fault: null })
  })
})

const flights = new URL('../../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url)
test.skipIf(!existsSync(flights))(
  'a real Parquet file of three million rows',
  async () => {
    const found = await profile('flights-3m.parquet', readFileSync(flights))
    expect(found).toMatchObject({ format: 'parquet', rows: 3_000_000, fault: null })
    expect(found.columns.length).toBeGreaterThan(3)
    expect(JSON.stringify(found)).not.toContain('undefined')
  },
  60_000,
)

test('a Parquet file that is none is malformed, other formats give name and size', async () => {
  expect(await profile('a.parquet', utf8('PAR1 no'))).toMatchObject({ fault: 'malformed' })
  expect(await profile('a.zip', utf8('PK'))).toMatchObject({ format: 'other', bytes: 2, columns: [] })
})

test('distinct values are exact to a bound and within a few percent beyond it', () => {
  for (const [size, exact] of [
    [4096, true],
    [6000, false],
    [300_000, false],
  ] as const) {
    const distinct = createDistinct()
    for (let i = 0; i < 2 * size; i++) {
      hashBytes(new DataView(utf8(`v${i % size}    `).buffer), 0, 2 + String(i % size).length)
      distinct.add(lastHash[0] ?? 0, lastHash[1] ?? 0)
    }
    expect(distinct.count().exact).toBe(exact)
    expect(Math.abs(distinct.count().count / size - 1)).toBeLessThan(exact ? 1e-9 : 0.03)
  }
})

test('parts are canonical JSON without a value of a text column', async () => {
  const profiles = [await profile('a.csv', utf8(table)), await profile('b.json', utf8('[{"\\ud800":1}]'))]
  const parts = profileToParts(profiles, () => '0'.repeat(64))
  expect(makeParts(nodeCrypto, parts).names).toEqual(['profile', 'elements', 'values', 'scan'])
  const text = canonicalize(parts.filter(({ name }) => name !== valuesPart))
  for (const secret of ['张三', '13800138000', 'G60']) expect(text).not.toContain(secret)
  expect(elementsOf(profiles)[2]).toEqual({ file: 'a.csv', name: '流量', type: 'integer', nullable: true })
})

test('10,000 columns: the first 5,000 are watched, and nothing is said of repeated rows', async () => {
  const row = (text: string) => Array.from({ length: 10_000 }, (_, i) => `${text}${i}`).join(',')
  const found = await profile('a.csv', utf8(`${row('c')}\n${row('')}\n${row('')}\n`), 1 << 20)
  expect(found).toMatchObject({ rows: 2, raggedRows: 0, duplicateRows: null, fault: null })
  expect(found.columns).toHaveLength(5000)
  expect(found.columns[4999]).toMatchObject({ name: 'c4999', type: 'integer', min: '4999', max: '4999' })
})

test('a column is of a type when nearly all of its values are, and says how many', async () => {
  const values = (text: number) => Array.from({ length: 100 }, (_, i) => (i < text ? '缺' : i)).join('\n')
  const [few] = (await profile('a.csv', utf8(`a,b\n${values(5)}`))).columns
  expect(few).toMatchObject({ type: 'integer', valid: 0.95, min: '5', max: '99' })
  const [many] = (await profile('a.csv', utf8(`a,b\n${values(6)}`))).columns
  expect(many).toMatchObject({ type: 'text', valid: null, min: null, max: null })
})

test('coordinates give an area rounded outwards, and their rule an accuracy', async () => {
  const found = await profile(
    'a.csv',
    utf8('经度,纬度,x\n106.713,26.578,1\n106.7171,26.5701,1\n106.7171,26.5701,1\n,,1\n'),
  )
  expect(found.area).toEqual({
    ...{ west: 106.71, east: 106.72, south: 26.57, north: 26.58 },
    columns: { longitude: '经度', latitude: '纬度' },
  })
  expect(found.quality).toMatchObject({
    completeness: 10 / 12,
    uniqueness: 0.75,
    conformity: 1,
    consistency: 1,
    accuracy: 1,
  })
  expect(found.duplicateRows).toEqual({ count: 1, exact: true, error: 0 })
  const wrong = await profile('a.csv', utf8('lon,lat\n206.7,26.5\n106.7,26.5\n'))
  expect(wrong).toMatchObject({ area: null, quality: { accuracy: 0.75 } })
})

test('long whole numbers hide their extremes even among decimals', async () => {
  const { columns, local } = await profile('a.csv', utf8('手机,b\n13800138000,1\n13900139000.5,1\n'))
  expect(columns[0]).toMatchObject({ type: 'number', min: null, max: null, spread: null })
  expect(local[0]?.top).toHaveLength(2)
})
