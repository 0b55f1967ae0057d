import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import {
  auditTiles,
  CompactRange,
  consistencyProof,
  decodeBundle,
  encodeBundle,
  grownTiles,
  growTiles,
  inclusionProof,
  leafHash,
  parseTilePath,
  peaksAt,
  rootAt,
  type TileReader,
  TileTree,
  tileConsistencyProof,
  tileInclusionProof,
  tilePath,
  treeRoot,
  utf8Encode,
} from './index.ts'

const hash = nodeCrypto.sha256
const SIZE = 66_000
const leaves = Array.from({ length: SIZE }, (_, i) => leafHash(hash, utf8Encode(String(i))))

function shelf() {
  const stored = new Map<string, Uint8Array>()
  const read: TileReader = async (level, index, width) => {
    const data = stored.get(tilePath({ level, index, width }))
    if (data === undefined) throw new Error(`no tile ${tilePath({ level, index, width })}`)
    return data
  }
  const grow = async (size1: number, size2: number) => {
    const tiles = await growTiles(hash, read, size1, leaves.slice(size1, size2))
    for (const tile of tiles) stored.set(tilePath(tile), tile.data)
    return tiles
  }
  /** At once, and from wider tiles too. */
  const held = (level: number, index: number, width: number) => {
    for (let wide = width; wide <= 256; wide++) {
      const data = stored.get(tilePath({ level, index, width: wide }))
      if (data !== undefined) return data
    }
    throw new Error(`no tile ${level}/${index}`)
  }
  return { stored, read, grow, held }
}

describe('tile paths', () => {
  it('are those of the specification', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 'entries', index: 0, width: 8 })).toBe('tile/entries/000.p/8')
    for (const id of [
      { level: 2, index: 999, width: 255 },
      { level: 'entries' as const, index: 1000, width: 256 },
      { level: 63, index: 1_000_000, width: 1 },
    ]) {
      expect(parseTilePath(tilePath(id))).toEqual(id)
    }
  })

  it.each(['tile/00/000', 'tile/64/000', 'tile/0/000.p/256', 'tile/0/000.p/0', 'tile/0/000.p/01', 'tile/0/x000/001'])(
    'refuse %s',
    (path) => expect(parseTilePath(path)).toBeNull(),
  )
  it.each(['tile/0/1', 'tile/0/001/002', 'tile/0/../000', 'tile/0/000\n', '/tile/0/000', 'tile/-1/000'])(
    'refuse %j',
    (path) => expect(parseTilePath(path)).toBeNull(),
  )
})

describe('a tree in tiles', () => {
  it('of 70,000 has the tiles the specification counts', () => {
    const tiles = grownTiles(0, 70_000)
    const count = (level: number, full: boolean) =>
      tiles.filter((t) => t.level === level && (t.width === 256) === full).map((t) => t.width)
    expect([count(0, true).length, count(0, false)]).toEqual([273, [112]])
    expect([count(1, true).length, count(1, false)]).toEqual([1, [17]])
    expect([count(2, true).length, count(2, false)]).toEqual([0, [1]])
    expect(grownTiles(255, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1'])
    expect(grownTiles(7, 7)).toEqual([])
  })

  it('gives the same roots and proofs as the leaves do, however it grew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 }), async (steps) => {
        const { read, grow } = shelf()
        let size = 0
        for (const step of steps) {
          const tiles = await grow(size, size + step)
          const expected = grownTiles(size, size + step).filter((t) => t.level !== 'entries')
          expect(new Set(tiles.map(tilePath))).toEqual(new Set(expected.map(tilePath)))
          const old = size
          size += step
          const now = leaves.slice(0, size)
          expect(await rootAt(hash, read, size)).toEqual(treeRoot(hash, now))
          expect(new CompactRange(hash, await peaksAt(hash, read, size)).root()).toEqual(treeRoot(hash, now))
          expect(await auditTiles(hash, read, old, size)).toEqual(treeRoot(hash, now))
          expect(await tileConsistencyProof(hash, read, old, size)).toEqual(consistencyProof(hash, now, old))
          const index = (step * 31) % size
          expect(await tileInclusionProof(hash, read, index, size)).toEqual(inclusionProof(hash, now, index))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('three levels high', async () => {
    const { read, grow, stored } = shelf()
    await grow(0, SIZE)
    expect(await rootAt(hash, read, SIZE)).toEqual(treeRoot(hash, leaves))
    expect(await tileInclusionProof(hash, read, 65_536, SIZE)).toEqual(inclusionProof(hash, leaves, 65_536))
    expect(await tileConsistencyProof(hash, read, 65_537, SIZE)).toEqual(consistencyProof(hash, leaves, 65_537))
    const damaged = new Uint8Array(stored.get('tile/0/007') as Uint8Array)
    damaged[100] = (damaged[100] as number) ^ 1
    stored.set('tile/0/007', damaged)
    await expect(auditTiles(hash, read, 0, SIZE)).rejects.toThrow('tile/0/007')
  })
})

it('a tree of tiles held in memory gives the same proofs, whatever it keeps', async () => {
  const sizes = [1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 65_536, 65_537, SIZE]
  const { grow, held } = shelf()
  await grow(0, SIZE)
  for (const size of sizes) {
    for (const kept of [1, 4096]) {
      const tree = new TileTree(hash, size, held, kept)
      for (const at of [0, 0.3, 0.5, 0.77, 0.99, 1]) {
        const index = Math.min(size - 1, Math.floor(size * at))
        expect(tree.inclusionProof(index)).toEqual(inclusionProof(hash, leaves.slice(0, size), index))
      }
      for (const bad of [-1, size, 0.5]) expect(() => tree.inclusionProof(bad)).toThrow(RangeError)
    }
  }
})

describe('entry bundles', () => {
  it('hold any entries of up to 65,535 bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries)
      }),
    )
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError)
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]))[0]?.length).toBe(65_535)
    for (const cutOff of [[0], [0, 1], [0, 2, 9]]) expect(() => decodeBundle(Uint8Array.from(cutOff))).toThrow('bundle')
  })
})
