import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Crypto } from '../src/index.ts'

/** What timestamp authorities sign with, on Node's OpenSSL: ECDSA and RSA of the usual sizes. */
export const nodeX509: NonNullable<Crypto['x509']> = {
  digest: (name, bytes) => new Uint8Array(createHash(name).update(bytes).digest()),
  verify: (scheme, hash, spki, message, signature) => {
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
      const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
      // OpenSSL would make of SM2 what it is not.
      if (type !== (scheme === 'rsa' ? 'rsa' : 'ec') || details?.namedCurve === 'SM2') return false
      return verify(hash, message, key, signature)
    } catch {
      return false
    }
  },
}
