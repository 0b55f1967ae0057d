import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import type { Ed25519Key, Verify } from '../src/index.ts'

// DER before the raw bytes of a key (RFC 9881): the public key, and the seed a private key is made of.
const SPKI = Buffer.from('30820532300b06096086480165030403110382052100', 'hex')
const PKCS8 = Buffer.from('3034020100300b060960864801650304031104228020', 'hex')

/** Whether this Node has ML-DSA: that of OpenSSL 3.5 and later. */
export const hasMlDsa: boolean = (() => {
  try {
    mlDsa44Key(new Uint8Array(32))
    return true
  } catch {
    return false
  }
})()

/** An ML-DSA-44 signing key from the seed of 32 bytes (FIPS 204). Throws where Node has none. */
export function mlDsa44Key(seed: Uint8Array): Ed25519Key {
  if (seed.length !== 32) throw new RangeError('an ML-DSA-44 seed has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { publicKey: new Uint8Array(spki.subarray(SPKI.length)), sign: (message) => sign(null, message, key) }
}

/** 32 new random bytes for `mlDsa44Key`. */
export function generateMlDsa44PrivateKey(): Uint8Array {
  return new Uint8Array(randomBytes(32))
}

export const mlDsa44Verify: Verify = (publicKey, message, signature) => {
  if (publicKey.length !== 1312 || signature.length !== 2420) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  } catch {
    return false
  }
}
