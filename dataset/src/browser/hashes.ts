import { CHUNK_BYTES } from '@datadeed/evidence'
import type { IHasher } from 'hash-wasm'
import { createSHA256 } from 'hash-wasm'
import type { Hashes } from '../fingerprint/work.ts'
import { createSm3Wasm } from '../sm3/sm3-wasm.ts'

/** The hash functions of a Web Worker. WebCrypto does SHA-256 chunks where the page is a secure context. */
export const createBrowserHashes = async (): Promise<Hashes> => {
  const sm3 = createSm3Wasm()
  const whole = await createSHA256()
  const sha256Leaf = globalThis.isSecureContext === false ? softLeaf(await createSHA256()) : subtleLeaf()
  return {
    leaves: async (block) => {
      const count = Math.ceil(block.length / CHUNK_BYTES)
      const leaves = { sha256: new Uint8Array(32 * count), sm3: new Uint8Array(32 * count) }
      for (let i = 0; i < count; i++) {
        leaves.sha256.set(await sha256Leaf(block.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES)), 32 * i)
      }
      leaves.sm3.set(sm3.leaves(block))
      return leaves
    },
    stream: (algorithm) => {
      if (algorithm === 'sm3') return sm3.stream()
      whole.init()
      return { update: (data) => void whole.update(data), digest: () => whole.digest('binary') }
    },
  }
}

const leafPrefix = new Uint8Array([0])

const softLeaf = (hash: IHasher) => async (chunk: Uint8Array) =>
  hash.init().update(leafPrefix).update(chunk).digest('binary')

const subtleLeaf = () => {
  const buffer = new Uint8Array(CHUNK_BYTES + 1)
  return async (chunk: Uint8Array) => {
    buffer.set(chunk, 1)
    return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', buffer.subarray(0, chunk.length + 1)))
  }
}
