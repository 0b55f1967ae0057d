import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Crypto, Ed25519Key, Signer } from '../src/index.ts'
import { sm2SoftwareKey, sm2Verify } from './curves.ts'
import { hasMlDsa, mlDsa44Verify } from './ml-dsa.ts'
import { nodeX509 } from './x509.ts'

export { es256Key, es256Verify, generateEs256PrivateKey } from './es256.ts'
export { generateMlDsa44PrivateKey, hasMlDsa, mlDsa44Key } from './ml-dsa.ts'

// DER before the 32 raw bytes of a key (RFC 8410).
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })
}

function digest(algorithm: 'sha256' | 'sm3', bytes: Uint8Array): Uint8Array {
  const buffer = hash(algorithm, bytes, 'buffer')
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

const sm3 = (bytes: Uint8Array): Uint8Array => digest('sm3', bytes)

/** The crypto port on Node's OpenSSL. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => digest('sha256', bytes),
  sm3,
  sm2Verify: sm2Verify(sm3),
  x509: nodeX509,
  ...(hasMlDsa && { mlDsa44Verify }),
  ed25519Verify: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    try {
      return verify(null, message, publicKeyOf(publicKey), signature)
    } catch {
      return false
    }
  },
}

/** A signing key from the 32 raw private bytes of RFC 8032. Throws RangeError for another length. */
export function ed25519Key(privateKey: Uint8Array): Ed25519Key {
  if (privateKey.length !== 32) throw new RangeError('an Ed25519 private key has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, privateKey]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { publicKey: new Uint8Array(spki.subarray(SPKI.length)), sign: (message) => sign(null, message, key) }
}

/** 32 new random private bytes for `ed25519Key`. */
export function generateEd25519PrivateKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length))
}

/** An SM2 key from 32 private bytes; OpenSSL multiplies. Throws RangeError for bytes that are none. */
export function sm2Key(privateKey: Uint8Array): Signer {
  return sm2SoftwareKey(privateKey, {
    sm3,
    random: () => randomBytes(32),
    timesBase: (k) => {
      const curve = createECDH('SM2')
      curve.setPrivateKey(k)
      return new Uint8Array(curve.getPublicKey())
    },
  })
}

/** 32 new random private bytes for `sm2Key`. */
export function generateSm2PrivateKey(): Uint8Array {
  for (;;) {
    const bytes = new Uint8Array(randomBytes(32))
    // One in 2^32 is above the order.
    if (bytes.some((byte, i) => i < 4 && byte !== 0xff)) return bytes
  }
}
