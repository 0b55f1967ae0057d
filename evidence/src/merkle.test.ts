import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../adapters/node.ts'
import {
  CompactRange,
  consistencyProof,
  emptyRoot,
  fromBase64,
  inclusionProof,
  leafHash,
  toHex,
  treeRoot,
  utf8Encode,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'

const hash = nodeCrypto.sha256
const VECTORS = new URL('../../../shared/vectors/rfc6962/testdata/', import.meta.url)

function vectors(kind: string): { name: string; text: string }[] {
  const root = new URL(`${kind}/`, VECTORS)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(new URL(name, root), 'utf8') }))
}

describe.skipIf(!existsSync(VECTORS))(
  'RFC 6962 vectors of transparency-dev (skipped where ../shared is absent)',
  () => {
    it('inclusion', () => {
      const cases = vectors('inclusion')
      expect(cases.length).toBeGreaterThan(80)
      for (const { name, text } of cases) {
        const v = JSON.parse(text)
        const proof = (v.proof ?? []).map(fromBase64)
        const good = verifyInclusion(hash, fromBase64(v.leafHash), v.leafIdx, v.treeSize, proof, fromBase64(v.root))
        expect(good, name).toBe(!v.wantErr)
      }
    })

    it('consistency', () => {
      const cases = vectors('consistency')
      expect(cases.length).toBeGreaterThan(90)
      for (const { name, text } of cases) {
        const v = JSON.parse(text)
        const proof = (v.proof ?? []).map(fromBase64)
        const good = verifyConsistency(hash, v.size1, v.size2, fromBase64(v.root1), fromBase64(v.root2), proof)
        expect(good, name).toBe(!v.wantErr)
      }
    })
  },
)

const leaves = Array.from({ length: 70 }, (_, i) => leafHash(hash, utf8Encode(`leaf ${i}`)))
const rootAt = (size: number) => treeRoot(hash, leaves.slice(0, size))

describe('a tree', () => {
  it('has the roots of the definition in RFC 6962, 2.1', () => {
    const define = (list: Uint8Array[]): string => {
      if (list.length === 0) return toHex(emptyRoot(hash))
      if (list.length === 1) return toHex(list[0] as Uint8Array)
      let k = 1
      while (k * 2 < list.length) k *= 2
      const both = Buffer.from(`01${define(list.slice(0, k))}${define(list.slice(k))}`, 'hex')
      return toHex(hash(both))
    }
    for (let size = 0; size <= leaves.length; size++) {
      expect(toHex(rootAt(size))).toBe(define(leaves.slice(0, size)))
    }
  })

  it('proves each leaf and refuses it at another place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(69), fc.nat(69), (size, a, b) => {
        const index = a % size
        const proof = inclusionProof(hash, leaves.slice(0, size), index)
        const leaf = leaves[index] as Uint8Array
        expect(verifyInclusion(hash, leaf, index, size, proof, rootAt(size))).toBe(true)
        if (b !== index) expect(verifyInclusion(hash, leaf, b, size, proof, rootAt(size))).toBe(false)
        expect(verifyInclusion(hash, leaf, index, size, [...proof, leaf], rootAt(size))).toBe(false)
      }),
    )
  })

  it('proves that it only grew', () => {
    for (let size2 = 0; size2 <= 40; size2++) {
      for (let size1 = 0; size1 <= size2; size1++) {
        const proof = consistencyProof(hash, leaves.slice(0, size2), size1)
        expect(verifyConsistency(hash, size1, size2, rootAt(size1), rootAt(size2), proof)).toBe(true)
        if (size1 > 0) {
          expect(verifyConsistency(hash, size1, size2, rootAt(size1 + 1), rootAt(size2), proof)).toBe(false)
        }
      }
    }
  })

  it('goes on from a stored state', () => {
    fc.assert(
      fc.property(fc.nat(70), (size) => {
        const half = new CompactRange(hash)
        for (const leaf of leaves.slice(0, size)) half.append(leaf)
        const rest = new CompactRange(hash, JSON.parse(JSON.stringify(half.state())))
        for (const leaf of leaves.slice(size)) rest.append(leaf)
        expect(rest.root()).toEqual(rootAt(70))
      }),
    )
    expect(() => new CompactRange(hash, { size: 3, peaks: [] })).toThrow('peaks')
    expect(() => new CompactRange(hash, { size: -1, peaks: [] })).toThrow('peaks')
  })

  it('refuses sizes that are not sizes', () => {
    const leaf = leaves[0] as Uint8Array
    for (const n of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      expect(verifyInclusion(hash, leaf, 0, n, [], leaf)).toBe(false)
      expect(verifyConsistency(hash, n, n, leaf, leaf, [])).toBe(false)
    }
  })
})
