import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { noWork } from '../fingerprint/file-work.ts'
import { toFingerprint } from '../fingerprint/manifest.ts'
import { browserCrypto } from './crypto.ts'
import { growTrees } from './grow-trees.ts'

const hashed = (path: string, leaves: number) => ({
  ...{ path, bytes: leaves * 1_048_576, whole: null, profile: null, tableWork: {}, work: noWork(0) },
  leaves: { sha256: new Uint8Array(randomBytes(32 * leaves)), sm3: new Uint8Array(randomBytes(32 * leaves)) },
})

test('trees grown bit by bit have the same roots, and others get their turn meanwhile', async () => {
  const files = [hashed('a', 0), hashed('b', 1), hashed('c', 2), hashed('d', 777), hashed('e', 20_000)]
  let turns = 0
  const others = new MessageChannel()
  others.port1.onmessage = () => {
    turns += 1
    others.port2.postMessage(null)
  }
  others.port2.postMessage(null)
  const grown = await growTrees(files, browserCrypto())
  others.port1.close()
  expect(turns).toBeGreaterThan(2)
  expect(toFingerprint(grown, browserCrypto()).manifest).toEqual(toFingerprint(files, browserCrypto()).manifest)
})
