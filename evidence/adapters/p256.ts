import { p256 } from '@noble/curves/nist.js'
import type { CredentialCrypto, Es256Key } from '../src/index.ts'

/** ES256 for browsers: synchronous, also where a page has no secure context and so no WebCrypto. */
export const es256Verify: CredentialCrypto['es256Verify'] = (publicKey, message, signature) => {
  if (publicKey.length !== 64 || signature.length !== 64) return false
  try {
    // JOSE takes either of the two signatures that differ in the sign of s.
    return p256.verify(signature, message, new Uint8Array([4, ...publicKey]), { lowS: false })
  } catch {
    return false
  }
}

/** A signing key from 32 private bytes that signs the same message the same way each time (RFC 6979). */
export function deterministicEs256Key(privateKey: Uint8Array): Es256Key {
  const publicKey = p256.getPublicKey(privateKey, false).subarray(1)
  return { publicKey, sign: (message) => p256.sign(message, privateKey, { lowS: false }) }
}
