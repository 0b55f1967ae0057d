import {
  codeOf,
  compareSketches,
  decodeSketch,
  distinctOf,
  EMPTY_BIN,
  encodeSketch,
  GREATEST_CODE,
  mergeSketches,
  type Sketch,
} from '@datadeed/evidence'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCsvCutter, fieldForm } from '../reader/csv.ts'
import { csvCell } from '../reader/csv-table.ts'
import { classify, plainText } from '../table/cell.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { canonicalText } from './canonical-text.ts'
import { createColumnSketch, createRowSketch, isSampled } from './sketch.ts'

const key = { epoch: 1, key: Uint8Array.from({ length: 16 }, (_, i) => i) }
const sketchOf = (values: Iterable<string>, under = key): Sketch => {
  const sketcher = createColumnSketch(under)
  for (const value of values) sketcher.add(value)
  const sketch = sketcher.end()
  if (!sketch) throw new Error('low entropy')
  return sketch
}
const range = (prefix: string, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${from + i}`)

const sets = fc.record({
  salt: fc.string({ minLength: 1, maxLength: 6 }).map((s) => s.replaceAll(/\s/g, '_')),
  common: fc.integer({ min: 0, max: 4000 }),
  first: fc.integer({ min: 1500, max: 6000 }),
  second: fc.integer({ min: 1500, max: 6000 }),
})

test('the estimates keep within five standard errors, and of many within one or two as often as they should', () => {
  const deviations: number[] = []
  fc.assert(
    fc.property(sets, ({ salt, common, first, second }) => {
      const a = sketchOf([...range(salt, 0, common), ...range(`${salt}a`, 0, first)])
      const b = sketchOf([...range(salt, 0, common), ...range(`${salt}b`, 0, second)])
      const { jaccard, ofFirst, ofSecond } = compareSketches(a, b)
      const truths = [common / (common + first + second), common / (common + first), common / (common + second)]
      for (const [i, { share, error }] of [jaccard, ofFirst, ofSecond].entries()) {
        const off = Math.abs(share - (truths[i] as number)) / error
        expect(off).toBeLessThan(5)
        deviations.push(off)
      }
      for (const [sketch, size] of [[a, common + first] as const, [b, common + second] as const])
        expect(Math.abs(distinctOf(sketch) / size - 1)).toBeLessThan(5 / 16)
    }),
    { numRuns: 60, seed: 7 },
  )
  expect(deviations.filter((off) => off <= 1).length / deviations.length).toBeGreaterThan(0.55)
  expect(deviations.filter((off) => off <= 2).length / deviations.length).toBeGreaterThan(0.9)
})

test('the number of different values is estimated without bias from a few to a hundred thousand', () => {
  for (const size of [1, 10, 100, 300, 1000, 100_000]) {
    const ratios = Array.from({ length: 20 }, (_, n) => {
      const rows = createColumnSketch({ epoch: 1, key: Uint8Array.from({ length: 16 }, (_, i) => i + n) })
      for (const value of range('v', 0, size)) rows.add(value)
      return distinctOf(rows.seen()) / size
    })
    expect(Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0) / 20 - 1)).toBeLessThan(0.06)
  }
})

test('the order of the values, and how often each comes, does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 12 }), { minLength: 5, maxLength: 60 }), (some) => {
      const values = [...range('v', 0, 1200), ...some]
      const there = sketchOf(values)
      const back = sketchOf(values.toReversed())
      const twice = sketchOf([...values, ...values])
      expect(back).toEqual(there)
      expect(twice.codes).toEqual(there.codes)
      expect(twice.values).toBe(2 * there.values)
    }),
    { numRuns: 20 },
  )
})

test('two sketches merge to the sketch of both sets, also when encoded before', () => {
  fc.assert(
    fc.property(sets, ({ salt, common, first, second }) => {
      const one = [...range(salt, 0, common), ...range(`${salt}a`, 0, first)]
      const two = [...range(salt, 0, common), ...range(`${salt}b`, 0, second)]
      const merged = mergeSketches(
        decodeSketch(encodeSketch(sketchOf(one)), 'column'),
        decodeSketch(encodeSketch(sketchOf(two)), 'column'),
      )
      expect(merged).toEqual(sketchOf([...one, ...two]))
    }),
    { numRuns: 15 },
  )
})

test('under another key nothing is alike', () => {
  const values = range('v', 0, 5000)
  const other = sketchOf(values, { epoch: 2, key: Uint8Array.from({ length: 16 }, (_, i) => 255 - i) })
  expect(compareSketches(sketchOf(values), other).equal).toBeLessThan(5)
})

test('columns of few different values are left out: by number, and by share', () => {
  const column = (distinct: number, times: number) => {
    const sketcher = createColumnSketch(key)
    for (const value of range('v', 0, distinct)) sketcher.add(value, times)
    return sketcher.end()
  }
  expect(column(2, 1_000_000)).toBeNull()
  expect(column(700, 1)).toBeNull()
  expect(column(3000, 1)).not.toBeNull()
  expect(column(3000, 500)).not.toBeNull()
  expect(column(3000, 2000)).toBeNull()
  expect(createColumnSketch(key).end()).toBeNull()
})

test('rows are compared as a whole, one in eight of them, whatever way they are written', () => {
  const rows = (count: number, cells: (i: number) => string[]) => {
    const sketcher = createRowSketch(key)
    for (let i = 0; i < count; i++) sketcher.add(cells(i))
    return sketcher
  }
  const plain = (i: number) => [`${i}`, `路线${i % 7}`, '1.50', '2026-01-02 03:04:05']
  expect(rows(400, plain).end()).toBeNull()
  const whole = rows(20_000, plain)
  expect(whole.seen().values / 20_000).toBeGreaterThan(0.11)
  expect(whole.seen().values / 20_000).toBeLessThan(0.14)
  const otherwise = rows(20_000, (i) => [` ${i}.0`, `路线${i % 7} `, '1.5', '2026/1/2 3:04:05'])
  expect(otherwise.end()).toEqual(whole.end())
  const changed = rows(20_000, (i) => (i % 3 === 0 ? ['x', ...plain(i)] : plain(i)))
  const { ofFirst } = compareSketches(whole.seen(), changed.seen())
  expect(Math.abs(ofFirst.share - 2 / 3)).toBeLessThan(5 * ofFirst.error)
})

test('a row is told from one with the same letters cut otherwise, and one without values is none', () => {
  const [one, other] = [createRowSketch(key), createRowSketch(key)]
  one.add(['a', 'bc'])
  other.add(['ab', 'c'])
  other.add(['', ' '])
  expect([one.seen().values, other.seen().values]).toEqual([1, 1])
  expect(compareSketches(one.seen(), other.seen()).equal).toBe(0)
})

test('rows are sampled from bytes as they are from cells', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (cells) => {
      const sketcher = createRowSketch(key)
      sketcher.add([...cells, 'x'])
      const bytes = new TextEncoder().encode(`9${cells.join('","')}7777`)
      expect(sketcher.seen().values).toBe(isSampled(new DataView(bytes.buffer), 1, bytes.length - 4) ? 1 : 0)
    }),
  )
})

test('codes keep the order of the hashes and never reach that of an empty bin', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      expect(Math.sign(codeOf(a) - codeOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
    }),
  )
  fc.assert(
    fc.property(fc.maxSafeNat(), (place) => {
      const digits = place.toString(2)
      const beyond = Math.max(0, digits.length - 11)
      expect(codeOf(place)).toBe(beyond * 1024 + Number.parseInt(digits.slice(0, 11), 2))
    }),
  )
  expect(codeOf(0)).toBe(0)
  expect(codeOf(2047)).toBe(2047)
  expect(codeOf(2048)).toBe(2048)
  expect(codeOf(2 ** 53 - 1)).toBe(GREATEST_CODE)
  expect(GREATEST_CODE).toBeLessThan(EMPTY_BIN)
})

const cell = fc.oneof(
  fc.stringMatching(/^[-+]?[0-9.]{0,22}$/),
  fc.stringMatching(/^[1-9][0-9]{0,3}\.[0-9]{0,16}0{0,3}$/),
  fc.stringMatching(/^[a-zA-Z]{0,4}[ !-~]{0,20}$/),
  fc.stringMatching(/^[0-9a-zA-Z{}[\]."Ee+-]{0,21}$/),
  fc.stringMatching(/^[0-2][09][0-9]{2}-[0-2][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9]$/),
  fc.string({ unit: fc.constantFrom(...'贵龟鿿一䶿AC·\u0301\u3000 '), maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
)

test('the short cut from bytes says the same as from text, or leaves it to that', () => {
  const into = new Uint8Array(1000)
  let told = 0
  fc.assert(
    fc.property(cell, (text) => {
      const bytes = new TextEncoder().encode(`x${text}7-7`)
      const end = canonicalBytes(bytes, 1, bytes.length - 3, into, 5)
      if (end >= 0) expect(new TextDecoder().decode(into.subarray(5, end))).toBe(canonicalText(text.toWellFormed()))
      told += end >= 0 ? 1 : 0
    }),
    { numRuns: 4000 },
  )
  expect(told).toBeGreaterThan(500)
})

test('fields of CSV are sketched as the cells they hold are, column by column and row by row', () => {
  const quoted = (text: string, way: number): string =>
    way === 1 || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const field = fc.tuple(cell, fc.integer({ min: 0, max: 1 }))
  const row = fc.array(field, { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (table) => {
      const width = 3
      const [columnBytes, columnText] = [createColumnSketch(key), createColumnSketch(key)]
      const [rowBytes, rowText] = [createRowSketch(key), createRowSketch(key)]
      const cutter = createCsvCutter((block) => {
        for (let r = 0; r < block.rows; r++) {
          const [first, next] = [block.rowEnds[r - 1] ?? 0, block.rowEnds[r] as number]
          rowBytes.addFields(block, first, next, width)
          const texts = Array.from({ length: next - first }, (_, i) => csvCell(block, first + i) ?? '')
          // What has no column neither chooses nor is compared.
          rowText.add(Array.from({ length: width }, (_, i) => texts[i] ?? ''))
          for (const [i, text] of texts.entries()) {
            if (block.forms[first + i] === fieldForm.tangled) continue
            columnText.add(text)
            columnBytes.addFields(block, Int32Array.of(first + i), 0, 1)
          }
        }
      }, ',')
      const lines = table.map((cells) => cells.map(([text, way]) => quoted(text.toWellFormed(), way)).join(','))
      cutter.push(new TextEncoder().encode(`${lines.join('\n')}\n`))
      cutter.end()
      expect(columnBytes.seen()).toEqual(columnText.seen())
      expect(rowBytes.seen()).toEqual(rowText.seen())
    }),
    { numRuns: 500 },
  )
})

test('the short cut says the same as the grammar', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const plain = plainText(text)
      expect(canonicalText(text)).toBe(plain === '' ? '' : classify(plain).text)
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['  贵A·12345\t', '贵A·12345'],
  ['e\u0301', '\u00e9'],
  ['1.50', '1.5'],
  ['+1.000', '+1.000'],
  ['2026/1/2 3:04', '2026-01-02T03:04:00'],
  ['2026-01-02 00:00:00', '2026-01-02'],
  ['2026-01-02T03:04:05+08:00', '2026-01-01T19:04:05Z'],
  ['TRUE', 'true'],
  ['.5', '0.5'],
  ['0.50', '0.5'],
  ['1.', '1.'],
  ['bad thing ', 'bad thing'],
  ['-0.0', '0'],
  ['-12.50', '-12.5'],
  ['007', '007'],
  ['1e3', '1000'],
  ['1.2.30', '1.2.30'],
  ['v1.50', 'v1.50'],
  ['100', '100'],
  ['\u3000 ', ''],
  ['3.1000000000000001', '3.1'],
  ['12345678901234567890.10', '12345678901234567890.1'],
])('%j is compared as %j', (text, canonical) => {
  expect(canonicalText(text)).toBe(canonical)
  expect(canonicalText(canonical)).toBe(canonical)
})
