import type { Crypto } from '@datadeed/evidence'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** What signatures of the log and of credentials need: a page that follows no certificates loads no more. */
export const plainCrypto: Pick<Crypto, 'sha256' | 'ed25519Verify'> = {
  sha256: (bytes) => sha256(bytes),
  ed25519Verify: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
}
