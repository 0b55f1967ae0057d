import { compareSketches, EMPTY_BIN, SIGNIFICANT_BINS, SKETCH_BINS } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { createSketchIndex } from './sketch-index.ts'

/** Codes of a random set: about as many exponents and all significands, as sets of like size have. */
const createCodes = (seed: number) => {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return (): Uint16Array => Uint16Array.from({ length: SKETCH_BINS }, () => 34_000 + Math.floor(next() * 4000))
}
/** The first `share` of the bins of one, the others of the other. */
const blend = (one: Uint16Array, other: Uint16Array, share: number) =>
  one.map((code, bin) => (((bin * 37) % SKETCH_BINS) / SKETCH_BINS < share ? code : (other[bin] as number)))

test('finds what agrees, wherever it stands: in large and small segments and after them', () => {
  const draw = createCodes(1)
  const index = createSketchIndex()
  const kept = new Map<number, Uint16Array>()
  const total = 65_536 + 2 * 4096 + 500
  for (let id = 0; id < total; id++) {
    const codes = draw()
    if (id % 3001 === 0 || id > total - 5) kept.set(id, codes)
    index.add(id, codes)
  }
  expect(index.size()).toBe(total)
  for (const [id, codes] of kept) {
    const query = blend(codes, draw(), 0.5)
    const { hits, crowded } = index.search({ codes: query }, 10)
    expect(crowded).toBe(false)
    expect(hits[0]?.id).toBe(id)
    expect(hits[0]?.comparison).toEqual(compareSketches({ codes: query }, { codes }))
    expect(hits.every(({ comparison }) => comparison.equal >= SIGNIFICANT_BINS)).toBe(true)
  }
  expect(index.search({ codes: draw() }, 10).hits).toEqual([])
  expect(index.bytes() / total).toBeLessThan(1100)
})

test('what was added after a search is found by the next, and growing loses nothing', () => {
  const draw = createCodes(2)
  const index = createSketchIndex()
  const first = draw()
  index.add(7, first)
  expect(index.search({ codes: first }, 5).hits.map(({ id }) => id)).toEqual([7])
  for (let id = 100; id < 9000; id++) {
    index.add(id, draw())
    if (id % 1000 === 0) expect(index.search({ codes: first }, 5).hits.map((hit) => hit.id)).toEqual([7])
  }
  index.add(8, first)
  expect(index.search({ codes: first }, 5).hits.map((hit) => hit.id)).toEqual([7, 8])
  expect(index.search({ codes: first }, 1).hits).toHaveLength(1)
})

test('of more than can be compared the most alike are, wherever they stand', () => {
  const draw = createCodes(4)
  const codes = draw()
  const index = createSketchIndex()
  for (let id = 0; id < 1500; id++) index.add(id, blend(codes, draw(), 0.3))
  index.add(9999, codes)
  const { hits, crowded } = index.search({ codes }, 2000)
  expect(crowded).toBe(true)
  expect(hits).toHaveLength(1000)
  expect(hits[0]).toMatchObject({ id: 9999, comparison: { equal: SKETCH_BINS } })
})

test('bins without a value agree with nothing', () => {
  const index = createSketchIndex()
  const empty = new Uint16Array(SKETCH_BINS).fill(EMPTY_BIN)
  for (let id = 0; id < 5000; id++) index.add(id, empty)
  expect(index.search({ codes: empty }, 5)).toEqual({ hits: [], crowded: false })
})

test('values that everybody has are told as such and cost no more than others', () => {
  const index = createSketchIndex()
  const codes = createCodes(3)()
  for (let id = 0; id < 110_000; id++) index.add(id, codes)
  expect(index.search({ codes }, 5).crowded).toBe(true)
})
