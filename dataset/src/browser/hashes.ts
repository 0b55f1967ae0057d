import type { IHasher } from 'hash-wasm'
import { createSHA256 } from 'hash-wasm'
import type { Hashes } from '../fingerprint/work.ts'
import { createSm3 } from '../sm3/engine.ts'
import { leafInput } from '../sm3/sm3.ts'

/** The hash functions of a Web Worker. WebCrypto does SHA-256 chunks where the page is a secure context. */
export const createBrowserHashes = async (): Promise<Hashes> => {
  const sm3 = createSm3()
  const whole = await createSHA256()
  const sha256Leaf = globalThis.isSecureContext === false ? softLeaf(await createSHA256()) : subtleLeaf
  return {
    chunks: sm3.chunks,
    leaves: async (chunks) => {
      // WebCrypto works on a thread of its own: it is asked first, and goes on while SM3 runs here.
      const asked = chunks.map((chunk) => sha256Leaf(leafInput(chunk)))
      const leaves = { sha256: new Uint8Array(32 * chunks.length), sm3: sm3.leaves(chunks) }
      for (const [i, digest] of asked.entries()) leaves.sha256.set(await digest, 32 * i)
      return leaves
    },
    stream: (algorithm, saved) => {
      if (algorithm === 'sm3') return sm3.stream(saved)
      whole.init()
      if (saved) whole.load(saved.state)
      return {
        update: (data) => void whole.update(data),
        digest: () => whole.digest('binary'),
        save: () => whole.save(),
      }
    },
  }
}

const softLeaf = (hash: IHasher) => async (input: Uint8Array) => hash.init().update(input).digest('binary')

const subtleLeaf = async (input: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', input))
