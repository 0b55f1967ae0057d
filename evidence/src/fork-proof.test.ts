import { expect, test } from 'vitest'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '../adapters/node.ts'
import {
  checkForkProof,
  formatCheckpoint,
  formatForkProof,
  growTiles,
  leafHash,
  noteSigner,
  parseVkey,
  proveFork,
  signNote,
  type TileReader,
  treeRoot,
  utf8Encode,
} from './index.ts'

const { sha256 } = nodeCrypto
const log = noteSigner(nodeCrypto, 'log.example', ed25519Key(generateEd25519PrivateKey()))
const stranger = noteSigner(nodeCrypto, 'log.example', ed25519Key(generateEd25519PrivateKey()))
const keys = [parseVkey(nodeCrypto, log.vkey)]
const leaves = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => leafHash(sha256, utf8Encode(i < from ? `entry ${i}` : `other ${i}`)))
const head = (hashes: Uint8Array[], signer = log) => ({
  from: 'https://log.example/检查点',
  note: signNote(formatCheckpoint('log.example', hashes.length, treeRoot(sha256, hashes)), [signer]),
})
const tilesOf = async (hashes: Uint8Array[]): Promise<TileReader> => {
  const tiles = await growTiles(sha256, async () => new Uint8Array(), 0, hashes)
  return async (level, index) => tiles.find((t) => t.level === level && t.index === index)?.data ?? new Uint8Array()
}
const found = '2026-11-22T00:00:00Z'
const check = (text: string) => checkForkProof(nodeCrypto, text, keys)

test.each([
  [8, 8, 5],
  [5, 300, 4],
  [256, 300, 0],
  [255, 700, 254],
  [299, 300, 298],
])('two heads of %i and %i entries that differ from entry %i on are a proof, in either order', async (n, m, from) => {
  const [mine, theirs] = [leaves(n, n), leaves(m, from)]
  for (const heads of [
    [head(mine), head(theirs)],
    [head(theirs), head(mine)],
  ] as const) {
    const proof = await proveFork(nodeCrypto, heads, await tilesOf(theirs), found)
    if (!proof) throw new Error('no proof')
    const fork = check(formatForkProof(proof))
    expect([fork?.smaller.size, fork?.larger.size]).toEqual([n, m])
    expect(check(formatForkProof({ ...proof, consistency: proof.consistency.slice(1) }))?.origin).toBe(
      n === m ? 'log.example' : undefined,
    )
    expect(checkForkProof(nodeCrypto, formatForkProof(proof), [parseVkey(nodeCrypto, stranger.vkey)])).toBeNull()
  }
})

test('heads of one history prove nothing, nor does what the log did not sign', async () => {
  const all = leaves(300, 300)
  expect(await proveFork(nodeCrypto, [head(all.slice(0, 7)), head(all)], await tilesOf(all), found)).toBeNull()
  expect(await proveFork(nodeCrypto, [head(all), head(all)], await tilesOf(all), found)).toBeNull()
  expect(await proveFork(nodeCrypto, [head([]), head(all)], await tilesOf(all), found)).toBeNull()
  const other = leaves(300, 0)
  // Tiles of another tree than the head's.
  expect(await proveFork(nodeCrypto, [head(all.slice(0, 7)), head(all)], await tilesOf(other), found)).toBeNull()
  const forged = await proveFork(
    nodeCrypto,
    [head(all.slice(0, 7)), head(other, stranger)],
    await tilesOf(other),
    found,
  )
  if (!forged) throw new Error('no proof')
  expect(check(formatForkProof(forged))).toBeNull()
  // An honest pair with a made-up prefix.
  const made = { ...forged, larger: head(all), consistency: [] }
  expect(check(formatForkProof(made))).toBeNull()
  expect(check(formatForkProof({ ...made, prefixRoot: null }))).toBeNull()
  expect(() => check('{}')).toThrow('missing')
  expect(() => check(`${formatForkProof(made)}x`)).toThrow('not_json')
})
