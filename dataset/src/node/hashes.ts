import { createHash } from 'node:crypto'
import { CHUNK_BYTES } from '@datadeed/evidence'
import type { Hashes } from '../fingerprint/work.ts'
import { createSm3Wasm } from '../sm3/sm3-wasm.ts'

const leafPrefix = new Uint8Array([0])

/**
 * Hashing in Node: OpenSSL, which has the processor's SHA-256 instructions, and for groups of four whole chunks our
 * own vector SM3, which is about half as fast again as OpenSSL's.
 */
export const createNodeHashes = (): Hashes => {
  const wasm = createSm3Wasm()
  const opensslLeaves = (algorithm: 'sha256' | 'sm3', block: Uint8Array) => {
    const leaves = new Uint8Array(32 * Math.ceil(block.length / CHUNK_BYTES))
    for (let at = 0; at < block.length; at += CHUNK_BYTES) {
      const hash = createHash(algorithm).update(leafPrefix)
      leaves.set(hash.update(block.subarray(at, at + CHUNK_BYTES)).digest(), (at / CHUNK_BYTES) * 32)
    }
    return leaves
  }
  return {
    leaves: async (block) => ({
      sha256: opensslLeaves('sha256', block),
      sm3: block.length % (4 * CHUNK_BYTES) === 0 ? wasm.leaves(block) : opensslLeaves('sm3', block),
    }),
    stream: (algorithm) => {
      const hash = createHash(algorithm)
      return { update: (data) => void hash.update(data), digest: () => hash.digest() }
    },
  }
}
