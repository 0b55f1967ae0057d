import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { kinds, type SensitiveKind } from '../kinds.ts'
import { barsOf } from './bars.ts'
import { evaluate, type Score } from './evaluate.ts'
import { setOne } from './set-one.ts'
import { setThree } from './set-three.ts'
import { setTwo } from './set-two.ts'

const all = Object.keys(kinds) as SensitiveKind[]
const figures = (scores: readonly Score[]) => new Map(scores.map((score) => [score.kind, score]))

describe('the first labelled set', () => {
  const found = figures(evaluate(setOne()).scores)
  it('is the same at every run', () => {
    expect(JSON.stringify(setOne().slice(0, 3))).toBe(JSON.stringify(setOne().slice(0, 3)))
  })
  it.each(all)('%s reaches its bars', (kind) => {
    const { recall, precision, right, missed } = found.get(kind) ?? { recall: 0, precision: 0, right: 0, missed: 0 }
    expect(right + missed).toBeGreaterThanOrEqual(kind === 'trajectory' ? 30 : 1000)
    expect(recall).toBeGreaterThanOrEqual(barsOf(kind).recall)
    expect(precision).toBeGreaterThanOrEqual(barsOf(kind).precision)
  })
})

describe('the first labelled set, the first 20 rows of each table', () => {
  const short = setOne().map((table) =>
    /track|gantries|stakes/.test(table.name) ? table : { ...table, rows: table.rows.slice(0, 20) },
  )
  const found = figures(evaluate(short).scores)
  it.each(all)('%s reaches its bars', (kind) => {
    const { recall, precision } = found.get(kind) ?? { recall: 0, precision: 0 }
    expect(recall).toBeGreaterThanOrEqual(barsOf(kind).recall)
    expect(precision).toBeGreaterThanOrEqual(barsOf(kind).precision)
  })
})

const kept = [
  ['second', setTwo, { cells: 300, tables: 24 }],
  ['third', setThree, { cells: 280, tables: 24 }],
] as const

describe.each(kept)('the %s labelled set', (_, set, least) => {
  const found = figures(evaluate(set()).scores)
  it.each(all)('%s reaches its bars', (kind) => {
    const { recall, precision, right, missed } = found.get(kind) ?? { recall: 0, precision: 0, right: 0, missed: 0 }
    expect(right + missed).toBeGreaterThanOrEqual(kind === 'trajectory' ? least.tables : least.cells)
    expect(recall).toBeGreaterThanOrEqual(barsOf(kind).recall)
    expect(precision).toBeGreaterThanOrEqual(barsOf(kind).precision)
  })
})

it('the third labelled set is what it was before the scan first ran on it', () => {
  const digest = createHash('sha256').update(JSON.stringify(setThree())).digest('hex')
  expect(digest).toBe('a9819ab27ddfa8720f1f84d8709f7f87c0fac37be9a40b95938f377de2c56a6e')
})
