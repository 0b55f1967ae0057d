import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCsvReader } from './csv.ts'

const parse = (pieces: string[], separator?: string): string[][] => {
  const rows: string[][] = []
  const reader = createCsvReader((fields) => rows.push(fields), separator)
  for (const piece of pieces) reader.push(piece)
  reader.end()
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

test('what is written is read back, however it is cut', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '路', ' ') })
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(table, fc.array(fc.nat(60)), fc.constantFrom('\n', '\r\n'), (rows, cuts, lineEnd) => {
      const text = rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(',')).join(lineEnd)
      const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end))
      expect(parse(pieces, ',')).toEqual(rows)
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
