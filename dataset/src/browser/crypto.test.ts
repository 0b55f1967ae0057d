import { readFileSync } from 'node:fs'
import { parseTrust, verifyPackage } from '@datadeed/evidence'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from '@datadeed/evidence/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { browserCrypto } from './crypto.ts'

const crypto = browserCrypto()

test('hashes and verifies as OpenSSL does', () => {
  const key = ed25519Key(generateEd25519PrivateKey())
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(63), (message, at) => {
      expect(crypto.sha256(message)).toEqual(new Uint8Array(nodeCrypto.sha256(message)))
      expect(crypto.sm3(message)).toEqual(new Uint8Array(nodeCrypto.sm3(message)))
      const signature = new Uint8Array(key.sign(message))
      expect(crypto.ed25519Verify(key.publicKey, message, signature)).toBe(true)
      signature[at] = (signature[at] ?? 0) ^ 1
      expect(crypto.ed25519Verify(key.publicKey, message, signature)).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test('malformed keys and signatures are false, not exceptions', () => {
  const [key, signature] = [new Uint8Array(32).fill(0xff), new Uint8Array(64)]
  expect(crypto.ed25519Verify(key, new Uint8Array(), signature)).toBe(false)
  expect(crypto.ed25519Verify(new Uint8Array(3), new Uint8Array(), signature)).toBe(false)
  expect(crypto.ed25519Verify(new Uint8Array(32), new Uint8Array(), new Uint8Array(5))).toBe(false)
})

test('checks all of a package with both trees and timestamps', () => {
  const { cases, trusts } = JSON.parse(
    readFileSync(new URL('../../../evidence/vectors/timestamp.json', import.meta.url), 'utf8'),
  )
  for (const { package: packageText, now, outcome, reasons } of cases) {
    const trust = parseTrust(crypto, JSON.stringify(trusts.trust))
    const verdict = verifyPackage({ packageText, trust, now }, crypto)
    expect([verdict.outcome, verdict.reasons.map((r) => r.code)]).toEqual([outcome, reasons])
  }
})
