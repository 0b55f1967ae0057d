import { nodeCrypto } from '@datadeed/evidence/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintTable } from './fingerprint-table.ts'
import type { Choose, Meant, MeantTable } from './testing/render-table.ts'
import { toCsv, toJson, toParquet, toXlsx } from './testing/render-table.ts'

const values = async (path: string, bytes: Uint8Array) => {
  const input = {
    path,
    bytes: bytes.length,
    stream: async function* () {
      // Cut where no line ends.
      for (let at = 0; at < bytes.length; at += 61) yield bytes.subarray(at, at + 61)
    },
    slice: async (from: number, to: number) => bytes.slice(from, to),
  }
  const { ordered, unordered } = await fingerprintTable(input, { crypto: nodeCrypto })
  return { ordered, unordered }
}

const everywhere = async (table: MeantTable, choose: Choose) => [
  await values('t.csv', toCsv(table, 'utf-8', choose)),
  await values('t.csv', toCsv(table, 'gb18030', choose)),
  await values('t.tsv', toCsv(table, 'utf-16le', choose)),
  await values('t.csv', toCsv(table, 'utf-16be', choose)),
  await values('t.jsonl', toJson(table, true, choose)),
  await values('t.json', toJson(table, false, choose)),
  await values('t.xlsx', await toXlsx(table, choose)),
  await values('t.parquet', toParquet(table, choose)),
]

// Characters that GB 18030 has in one or two bytes, with é, which has two Unicode forms.
const word = fc.string({ unit: fc.constantFrom(...'abc,;"\\\n 0127.贵阳高速é-'), minLength: 1, maxLength: 8 })
const filled = word.filter((text) => text.trim() !== '')
const kinds = {
  number: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 0.1, 1e21, 1e-7),
  ),
  boolean: fc.boolean(),
  // 1901 to 2099: a double of days tells the milliseconds apart.
  moment: fc
    .oneof(
      fc.integer({ min: -2_177_000_000_000, max: 4_090_000_000_000 }),
      fc.integer({ min: -25_000, max: 47_000 }).map((day) => day * 86_400_000),
    )
    .map((moment) => ({ moment })),
  text: fc.oneof(filled, fc.constantFrom('007', '1.50', 'NULL', '12.5%', '{"b":1,"a":2}')),
}

const table: fc.Arbitrary<MeantTable> = fc
  .uniqueArray(fc.constantFrom('编号', '里程', 'é', 'a b', 'x', 'y'), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc
      .tuple(...names.map(() => fc.constantFrom(...(['number', 'boolean', 'moment', 'text'] as const))))
      .chain((chosen) => {
        const cells = chosen.map((kind) => fc.option<Meant>(kinds[kind], { nil: null, freq: 4 }))
        return fc.array(fc.tuple(...cells), { maxLength: 12 }).map((rows) => ({ names, kinds: chosen, rows }))
      }),
  )

/** Whole numbers by a small generator of their own, from one seed. */
const chooser = (seed: number): Choose => {
  let state = seed >>> 0
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const changed = (value: Meant): Meant => {
  if (value === null) return 'neu'
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value === 0 ? 1 : -value
  if (typeof value === 'object') return { moment: value.moment + 86_400_000 }
  return `${value}x`
}

describe('a random table', () => {
  it('has the same values however it is written', async () => {
    const property = fc.asyncProperty(table, fc.integer(), async (meant, seed) => {
      const [first, ...others] = await everywhere(meant, chooser(seed))
      for (const other of others) expect(other).toEqual(first)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  it('has others after one cell was changed', async () => {
    const property = fc.asyncProperty(table, fc.integer(), fc.nat(), async (meant, seed, place) => {
      fc.pre(meant.rows.length > 0)
      const row = place % meant.rows.length
      const column = Math.floor(place / meant.rows.length) % meant.names.length
      const rows = meant.rows.map((cells, i) =>
        cells.map((cell, j) => (i === row && j === column ? changed(cell) : cell)),
      )
      const choose = chooser(seed)
      const before = await values('t.csv', toCsv(meant, 'utf-8', choose))
      const after = await values('t.jsonl', toJson({ ...meant, rows }, true, choose))
      for (const hash of ['sha256', 'sm3'] as const) {
        expect(after.ordered[hash]).not.toBe(before.ordered[hash])
        expect(after.unordered?.[hash]).not.toBe(before.unordered?.[hash])
      }
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('keeps its unordered values alone when its rows move', async () => {
    const property = fc.asyncProperty(table, fc.integer(), async (meant, seed) => {
      const choose = chooser(seed)
      const before = await values('t.csv', toCsv(meant, 'utf-8', choose))
      const after = await values('t.csv', toCsv({ ...meant, rows: meant.rows.toReversed() }, 'utf-8', choose))
      expect(after.unordered).toEqual(before.unordered)
    })
    await fc.assert(property, { numRuns: 60 })
  })
})
