import type { Crypto } from '@datadeed/evidence'
import { sm2Verify } from '@datadeed/evidence/curves'
import { pureX509 } from '@datadeed/evidence/x509'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { sm3 } from '../sm3/sm3.ts'

/** Cryptography for the verifier in a browser: synchronous, with no key and no network. */
export const browserCrypto = (): Crypto => ({
  sha256: (bytes) => sha256(bytes),
  sm3,
  sm2Verify: sm2Verify(sm3),
  x509: pureX509({ sha1, sha256, sha384, sha512 }),
  ed25519Verify: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
})
