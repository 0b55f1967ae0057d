import { expect, it } from 'vitest'
import { toHex, utf8Encode } from '../src/index.ts'
import { ed25519Key, generateEd25519PrivateKey, nodeCrypto } from './node.ts'

// RFC 8032, 7.1, test 2.
const PRIVATE = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'
const PUBLIC = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'

it('signs and verifies as RFC 8032 says', () => {
  const key = ed25519Key(Buffer.from(PRIVATE, 'hex'))
  const message = Uint8Array.of(0x72)
  expect(toHex(key.publicKey)).toBe(PUBLIC)
  const signature = key.sign(message)
  expect(toHex(signature)).toBe(SIGNATURE)
  expect(nodeCrypto.ed25519Verify(key.publicKey, message, signature)).toBe(true)
  expect(nodeCrypto.ed25519Verify(key.publicKey, Uint8Array.of(0x73), signature)).toBe(false)
})

it('says false, not an exception, to anything malformed', () => {
  const { publicKey } = ed25519Key(generateEd25519PrivateKey())
  for (const [key, signature] of [
    [publicKey, new Uint8Array(63)],
    [publicKey.subarray(1), new Uint8Array(64)],
    [new Uint8Array(32).fill(255), new Uint8Array(64)],
  ] as const) {
    expect(nodeCrypto.ed25519Verify(key, utf8Encode('x'), signature)).toBe(false)
  }
  expect(() => ed25519Key(new Uint8Array(31))).toThrow(RangeError)
})

it('makes a new key each time', () => {
  expect(toHex(generateEd25519PrivateKey())).not.toBe(toHex(generateEd25519PrivateKey()))
})
