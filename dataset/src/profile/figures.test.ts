import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProfileInput } from '../reader/index.ts'
import { inputOf } from '../reader/testing/input.ts'
import { profileFile } from './profile.ts'
import { createSketchWatcher } from './watch-sketch.ts'

// The figures and sketches as they were on 2026-11-22, before the pass was made faster: no speed is worth another figure.
const vectors = join(import.meta.dirname, '../../vectors/profile-figures.json')
const known = JSON.parse(readFileSync(vectors, 'utf8')) as Record<string, { rows: number; sha256: string }>
const data = join(import.meta.dirname, '../../../node_modules/vega-datasets/data')
const key = { epoch: 1, key: Uint8Array.from({ length: 16 }, (_, i) => i) }

const figuresOf = async (input: ProfileInput) => {
  let watcher = createSketchWatcher(key)
  const watch = () => {
    watcher = createSketchWatcher(key)
    return watcher
  }
  const profile = await profileFile(input, { scan: false, watch })
  const { columns, rows } = watcher.sketches()
  const sketches = [...columns.map(({ sketch }) => sketch), rows].map(
    (sketch) => sketch && [sketch.values, ...sketch.codes],
  )
  const text = JSON.stringify([{ ...profile, path: '' }, sketches])
  return { rows: profile.rows, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Columns that repeat themselves and columns that do not, with everything that is written in more than one way. */
const mixedCsv = (): string => {
  let state = 7
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return Math.floor(((state >>> 0) / 4_294_967_296) * below)
  }
  const rows = ['编号,经度,站名,时刻,"数,""量",备注,计数']
  for (let row = 0; row < 260_000; row++) {
    const second = String(random(60)).padStart(2, '0')
    const note = ['', 'x', ' y ', 'TRUE', '"a ""b"""', '-0.50', '1e3', '１２', '{"a":1}', 'é', '0.000', '"007"'][
      random(12)
    ]
    rows.push(
      [
        `R${row}`,
        `${100 + random(9)}.${String(random(1e6)).padStart(6, '0')}`,
        `贵阳${random(1e6)}站`,
        `2026-0${1 + random(9)}-1${random(9)} 0${random(9)}:${random(6)}0:${second}`,
        random(9) === 0 ? `"${random(4000)}"` : `${random(4000)}.${random(100)}`,
        note,
        random(1e9) - 5e8,
        ...(row % 999 === 0 ? ['8'] : []),
      ].join(','),
    )
  }
  return rows.join('\n')
}

const files = Object.keys(known).filter((name) => name !== 'mixed.csv')

test.each(files)('%s has the same figures and sketches as ever', async (name) => {
  const bytes = readFileSync(join(data, name))
  expect(await figuresOf(inputOf(name, bytes, 1 << 20))).toEqual(known[name])
})

test.each([61_007, 1 << 20])(
  'a long table has the same figures and sketches as ever, in pieces of %i bytes',
  async (step) => {
    expect(await figuresOf(inputOf('mixed.csv', mixedCsv(), step))).toEqual(known['mixed.csv'])
  },
  30_000,
)
