import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inputOf } from '../reader/testing/input.ts'
import type { Choose, Meant, MeantTable } from '../table/testing/render-table.ts'
import { toCsv, toJson, toParquet, toXlsx } from '../table/testing/render-table.ts'
import { profileFile } from './profile.ts'

/** The plainest way to write each value. */
const plain: Choose = (bound) => (bound === 3 ? 1 : 0)
/** As plain, but JSON leaves nulls as null, and Parquet keeps the type of every column. */
const typed: Choose = (bound) => (bound === 4 || bound === 3 ? 1 : 0)

/** The figures that must not depend on how the table is written down. */
const figures = async (path: string, bytes: Uint8Array) => {
  const found = await profileFile(inputOf(path, bytes), { scan: false })
  const { rows, columns, duplicateRows, raggedRows, timeSpan, area, quality, fault } = found
  const local = found.local.map(({ histogram, missed }) => ({ histogram, missed }))
  return { rows, columns, duplicateRows, raggedRows, timeSpan, area, quality, fault, local }
}

const word = fc.string({ unit: fc.constantFrom(...'abc,;"\\ x.贵阳高速-'), minLength: 1, maxLength: 6 })
const kinds = {
  number: fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-3, max: 1e6 }),
  ),
  boolean: fc.boolean(),
  // Whole minutes that are not midnight: a workbook and a CSV file do not tell midnight from a date.
  moment: fc
    .integer({ min: 0, max: 29_000_000 })
    .map((minutes) => ({ moment: 60_000 * (minutes % 1440 === 0 ? 1 : minutes) })),
  text: word.map((text) => `z${text}z`),
}
const table: fc.Arbitrary<MeantTable> = fc
  .tuple(...['number', 'boolean', 'moment', 'text', 'number'].map((kind) => fc.constant(kind as keyof typeof kinds)))
  .chain((chosen) => {
    const cells = chosen.map((kind) => fc.option<Meant>(kinds[kind], { nil: null, freq: 6 }))
    // A row without any value is a row in some formats only.
    const row = fc.tuple(...cells, kinds.text)
    const names = ['里程', 'b', '时刻', 'é', 'x', '编号']
    const repeated = fc.array(row, { maxLength: 30 }).map((rows) => [...rows, ...rows.slice(0, 3)])
    return repeated.map((rows) => ({ names, kinds: [...chosen, 'text'] as MeantTable['kinds'], rows }))
  })

test('a random table has the same figures in all formats and encodings', async () => {
  const property = fc.asyncProperty(table, async (meant) => {
    const expected = await figures('t.csv', toCsv(meant, 'utf-8', plain))
    expect(expected.fault).toBeNull()
    for (const [path, bytes] of [
      ['t.csv', toCsv(meant, 'utf-16le', plain)],
      ['t.csv', toCsv(meant, 'utf-16be', plain)],
      ['t.jsonl', toJson(meant, true, typed)],
      ['t.json', toJson(meant, false, typed)],
      ['t.xlsx', await toXlsx(meant, plain)],
      ['t.parquet', toParquet(meant, typed)],
    ] as const) {
      // JSON and Parquet without rows have no names or only names.
      if (meant.rows.length > 0) expect(await figures(path, bytes), path).toEqual(expected)
    }
  })
  await fc.assert(property, { numRuns: 60 })
}, 60_000)

test('the order of the rows does not matter', async () => {
  const rows = Array.from(
    { length: 9000 },
    (_, i) => `${i},${(i * 7919) % 5003}.${i % 13},站${i % 3001},2026-01-0${1 + (i % 9)}`,
  )
  const one = await figures('t.csv', new TextEncoder().encode(['a,b,c,d', ...rows].join('\n')))
  const other = await figures('t.csv', new TextEncoder().encode(['a,b,c,d', ...rows.toReversed()].join('\n')))
  // What may differ is how many values the search for frequent ones let go by.
  const calm = (found: typeof one) => ({ ...found, local: found.local.map(({ histogram }) => histogram) })
  expect(calm(other)).toEqual(calm(one))
})
