import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCsvCutter } from './csv.ts'
import { csvCell } from './csv-table.ts'
import { NotUtf8 } from './encoding.ts'

const parse = (pieces: string[] | Uint8Array[], separator?: string): string[][] => {
  const rows: string[][] = []
  const cutter = createCsvCutter((block) => {
    for (let row = 0, field = 0; row < block.rows; row++) {
      const cells: string[] = []
      for (; field < (block.rowEnds[row] ?? 0); field++) cells.push(csvCell(block, field) ?? '')
      rows.push(cells)
    }
  }, separator)
  for (const piece of pieces) cutter.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
  cutter.end()
  return rows
}

const vectors = new URL('../../../../shared/vectors/csv-spectrum/', import.meta.url)
describe.skipIf(!existsSync(vectors))('csv-spectrum (skipped where ../shared is absent)', () => {
  const names = existsSync(vectors) ? readdirSync(new URL('csvs/', vectors)) : []
  test.each(names)('%s', (name) => {
    const text = readFileSync(new URL(`csvs/${name}`, vectors), 'utf8')
    const expected: unknown = JSON.parse(
      readFileSync(new URL(`json/${name.replace('.csv', '.json')}`, vectors), 'utf8'),
    )
    // The vector of coordinates is one object for one row, and tells another telephone number than its CSV.
    const known = Array.isArray(expected) ? expected : [{ ...Object(expected), 'Contact Phone Number': '2095257564' }]
    for (const pieces of [[text], [...text]]) {
      const [heading = [], ...rows] = parse(pieces)
      const unix = (value: string) => value.replaceAll('\r\n', '\n')
      const objects = rows.map((row) => Object.fromEntries(heading.map((key, i) => [key, unix(row[i] ?? '')])))
      expect(objects).toEqual(JSON.parse(unix(JSON.stringify(known).replaceAll('\\r\\n', '\\n'))))
    }
  })
})

test('what is written is read back, however its bytes are cut', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '路', ' ', 'é', '😀') })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(table, fc.array(fc.nat(120)), fc.constantFrom('\n', '\r\n', '\r'), (rows, cuts, lineEnd) => {
      const text = rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(',')).join(lineEnd)
      const bytes = new TextEncoder().encode(text)
      const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
      const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end))
      expect(parse(pieces, ',')).toEqual(rows)
    }),
    { numRuns: 500 },
  )
})

test('bare and quoted fields have the same text', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '1', '路', ' ', 'é', '😀') })
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const bare = rows.map((row) => row.join(',')).join('\n')
      const quoted = rows.map((row) => row.map((f) => `"${f}"`).join(',')).join('\n')
      expect(parse([bare])).toEqual(parse([quoted]))
    }),
  )
})

test('finds the separator', () => {
  expect(parse(['a;b\n1,5;2\n'])).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ])
  expect(parse(['a\tb,c\td\n'])).toEqual([['a', 'b,c', 'd']])
})

test.each([
  ['a,b', [['a', 'b']]],
  ['a,', [['a', '']]],
  [',', [['', '']]],
  ['\n\r\n\ra', [['a']]],
  ['"a"b,"c""', [['ab', 'c"']]],
  ['"', [['']]],
  ['"a\nb', [['a\nb']]],
  ['a"b",c', [['a"b"', 'c']]],
  ['\ufeffa,b', [['\ufeffa', 'b']]],
  ['a\0b,c', [['a\0b', 'c']]],
])('%j', (text, rows) => {
  expect(parse([text], ',')).toEqual(rows)
  expect(parse([...text], ',')).toEqual(rows)
})

test('a row may be larger than a block, with more fields than there was room for', () => {
  const row = Array.from({ length: 40_000 }, (_, i) => `字${i}`)
  expect(parse([`${row.join(',')}\n1,2\n`], ',')).toEqual([row, ['1', '2']])
  const long = 'x'.repeat(300_000)
  expect(parse([`"${long}",b\n`], ',')).toEqual([[long, 'b']])
})

test('bytes that are not UTF-8 are refused', () => {
  for (const bytes of [
    [0x61, 0xff, 0x0a],
    [0xe8, 0xb7],
    [0xed, 0xa0, 0x80, 0x0a],
    [0xc0, 0x80, 0x0a],
  ]) {
    expect(() => parse([Uint8Array.from(bytes)], ',')).toThrow(NotUtf8)
  }
})
