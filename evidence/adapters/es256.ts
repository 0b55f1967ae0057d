import { createECDH, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { CredentialCrypto, Es256Key } from '../src/index.ts'
import { jwkOf, toBase64Url } from '../src/index.ts'

/** ES256 on Node's OpenSSL. */
export const es256Verify: CredentialCrypto['es256Verify'] = (publicKey, message, signature) => {
  if (publicKey.length !== 64 || signature.length !== 64) return false
  try {
    const key = createPublicKey({ key: { ...jwkOf(publicKey) }, format: 'jwk' })
    return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}

/** A signing key from 32 private bytes. Throws for 0 and for what is not below the group's order. */
export function es256Key(privateKey: Uint8Array): Es256Key {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(privateKey)
  const publicKey = new Uint8Array(curve.getPublicKey().subarray(1))
  const key = createPrivateKey({ key: { ...jwkOf(publicKey), d: toBase64Url(privateKey) }, format: 'jwk' })
  return { publicKey, sign: (message) => new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })) }
}

/** 32 new random private bytes for `es256Key`. */
export function generateEs256PrivateKey(): Uint8Array {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  // Leading zero bytes are left out by OpenSSL.
  const bytes = curve.getPrivateKey()
  return new Uint8Array(Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]))
}
