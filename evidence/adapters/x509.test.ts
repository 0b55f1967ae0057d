import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { stampedPackage, stampedTrust } from '../scripts/vectors-timestamp.ts'
import { NOW } from '../scripts/world.ts'
import { verifyPackage } from '../src/index.ts'
import { nodeCrypto } from './node.ts'
import { pureX509 } from './pure-x509.ts'
import { nodeX509 } from './x509.ts'

const digest = (name: string) => (bytes: Uint8Array) => new Uint8Array(createHash(name).update(bytes).digest())
const pure = pureX509({
  sha1: digest('sha1'),
  sha256: digest('sha256'),
  sha384: digest('sha384'),
  sha512: digest('sha512'),
})
const message = new Uint8Array([1, 2, 3])
const hashes = ['sha256', 'sha384', 'sha512'] as const

describe.each([
  ['Node', nodeX509],
  ['browsers', pure],
])('signatures of certificates in %s', (_, x509) => {
  const keys = [
    ...['P-256', 'P-384', 'P-521'].map((namedCurve) => ['ecdsa', generateKeyPairSync('ec', { namedCurve })] as const),
    ...[2048, 3072].map((modulusLength) => ['rsa', generateKeyPairSync('rsa', { modulusLength })] as const),
  ]
  it('hold with each key and hash, and for nothing else', () => {
    for (const [scheme, { publicKey, privateKey }] of keys) {
      const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
      for (const hash of hashes) {
        const signature = new Uint8Array(sign(hash, message, privateKey))
        expect(x509.verify(scheme, hash, spki, message, signature), `${scheme} ${hash}`).toBe(true)
        expect(x509.verify(scheme, hash, spki, new Uint8Array(3), signature)).toBe(false)
        expect(x509.verify(scheme, hash === 'sha256' ? 'sha512' : 'sha256', spki, message, signature)).toBe(false)
        expect(x509.verify(scheme === 'rsa' ? 'ecdsa' : 'rsa', hash, spki, message, signature)).toBe(false)
        const changed = signature.slice()
        changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
        expect(x509.verify(scheme, hash, spki, message, changed)).toBe(false)
        for (const bad of [new Uint8Array(0), signature.subarray(1), new Uint8Array(300)])
          expect(x509.verify(scheme, hash, spki, message, bad)).toBe(false)
      }
      for (const bad of [new Uint8Array(0), spki.subarray(1), new Uint8Array(91)])
        expect(x509.verify(scheme, 'sha256', bad, message, new Uint8Array(64))).toBe(false)
    }
  })

  it('make a stamped package valid', () => {
    const { outcome, facts } = verifyPackage(
      { packageText: stampedPackage, trust: stampedTrust, now: NOW },
      { ...nodeCrypto, x509 },
    )
    expect([outcome, facts?.timestamps.length]).toEqual(['valid', 3])
  })
})
