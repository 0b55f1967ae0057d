import { generateKeyPairSync, sign } from 'node:crypto'
import { nodeCrypto } from '@datadeed/evidence/node'
import { expect, test } from 'vitest'
import { browserX509 } from './x509.ts'

const keys = [
  ...['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve })),
  ...[2048, 3072].map((modulusLength) => generateKeyPairSync('rsa', { modulusLength })),
]

test.each(['sha256', 'sha384', 'sha512'] as const)('verifies what OpenSSL signed over %s, and nothing else', (hash) => {
  const message = Buffer.from('a time stamp')
  for (const { publicKey, privateKey } of keys) {
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
    const scheme = publicKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa'
    const signature = new Uint8Array(sign(hash, message, privateKey))
    const check = (of = message, by = signature, as: 'rsa' | 'ecdsa' = scheme) =>
      [browserX509, nodeCrypto.x509].map((x509) => x509?.verify(as, hash, spki, of, by))
    expect(check()).toEqual([true, true])
    expect(check(Buffer.from('a time stomp'))).toEqual([false, false])
    expect(check(message, signature, scheme === 'rsa' ? 'ecdsa' : 'rsa')).toEqual([false, false])
    for (const at of [0, 1, 5, signature.length >> 1, signature.length - 1]) {
      const changed = Uint8Array.from(signature)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(check(message, changed), `${publicKey.asymmetricKeyType} byte ${at}`).toEqual([false, false])
    }
    expect(check(message, signature.subarray(1))).toEqual([false, false])
  }
})

test('digests are those of OpenSSL, and a key that is none is refused', () => {
  for (const name of ['sha1', 'sha384', 'sha512'] as const)
    expect(browserX509.digest(name, Uint8Array.of(1, 2))).toEqual(nodeCrypto.x509?.digest(name, Uint8Array.of(1, 2)))
  expect(browserX509.verify('rsa', 'sha256', Uint8Array.of(48, 0), new Uint8Array(), new Uint8Array(256))).toBe(false)
})
