import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTreeSm3 } from './tree.ts'

const data = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255))
const openssl = (...parts: Uint8Array[]) => createHash('sm3').update(Buffer.concat(parts)).digest('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('leaves of every length around the blocks, of very different lengths side by side, and the longest', () => {
  const tree = createTreeSm3()
  if (!tree) throw new Error('no vectors here')
  const lengths = [...Array.from({ length: 200 }, (_, i) => i), 65_535, 0, 1, 4096, 700, 701, 65_534, 2, 3]
  const starts = lengths.map((_, i) => 3 * i)
  const ends = lengths.map((length, i) => 3 * i + length)
  const leaves = tree.leaves(data, starts, ends)
  for (const [i, start] of starts.entries())
    expect(hex(leaves.subarray(32 * i, 32 * i + 32))).toBe(openssl(Uint8Array.of(0), data.subarray(start, ends[i])))
  expect(() => tree.leaves(data, [0], [65_536])).toThrow(RangeError)
})

test.each([2, 4, 16, 18, 254, 256])('parents of %i hashes, the rest left alone', (count) => {
  const tree = createTreeSm3()
  const level = Uint8Array.prototype.slice.call(data, 0, 32 * count + 32)
  tree?.parents(level, count)
  for (let i = 0; i < count / 2; i++)
    expect(hex(level.subarray(32 * i, 32 * i + 32))).toBe(openssl(Uint8Array.of(1), data.subarray(64 * i, 64 * i + 64)))
  expect(hex(level.subarray(16 * count))).toBe(hex(data.subarray(16 * count, 32 * count + 32)))
})
