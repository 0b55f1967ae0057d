import { expect, test } from 'vitest'
import { createKeyedHash } from './keyed-hash.ts'

const key = Uint8Array.from({ length: 16 }, (_, i) => i)
const mask = (1n << 64n) - 1n
const rotl = (x: bigint, n: bigint) => ((x << n) | (x >> (64n - n))) & mask

/** SipHash-2-4 as its paper writes it. */
const reference = (secret: Uint8Array, message: Uint8Array): bigint => {
  const word = (bytes: Uint8Array, at: number) =>
    Array.from(bytes.subarray(at, at + 8)).reduce((sum, b, i) => sum | (BigInt(b) << BigInt(8 * i)), 0n)
  const [k0, k1] = [word(secret, 0), word(secret, 8)]
  let v0 = k0 ^ 0x736f6d6570736575n
  let v1 = k1 ^ 0x646f72616e646f6dn
  let v2 = k0 ^ 0x6c7967656e657261n
  let v3 = k1 ^ 0x7465646279746573n
  const rounds = (n: number) => {
    for (let i = 0; i < n; i++) {
      v0 = (v0 + v1) & mask
      v1 = rotl(v1, 13n) ^ v0
      v0 = rotl(v0, 32n)
      v2 = (v2 + v3) & mask
      v3 = rotl(v3, 16n) ^ v2
      v0 = (v0 + v3) & mask
      v3 = rotl(v3, 21n) ^ v0
      v2 = (v2 + v1) & mask
      v1 = rotl(v1, 17n) ^ v2
      v2 = rotl(v2, 32n)
    }
  }
  const whole = message.length - (message.length % 8)
  for (let at = 0; at <= whole; at += 8) {
    const m = at < whole ? word(message, at) : word(message, at) | (BigInt(message.length & 255) << 56n)
    v3 ^= m
    rounds(2)
    v0 ^= m
  }
  v2 ^= 0xffn
  rounds(4)
  return v0 ^ v1 ^ v2 ^ v3
}

const hashOf = (hash: ReturnType<typeof createKeyedHash>, text: string): bigint => {
  hash.digest(text)
  return (BigInt(hash.hash[1] ?? 0) << 32n) | BigInt(hash.hash[0] ?? 0)
}

test('the vectors of the paper: no byte, and the bytes 0 to 14', () => {
  const hash = createKeyedHash(key)
  expect(hashOf(hash, '')).toBe(0x726fdb47dd0e0e31n)
  expect(hashOf(hash, String.fromCharCode(...Array.from({ length: 15 }, (_, i) => i)))).toBe(0xa129ca6149be45e5n)
})

test('texts of every length and script, up to one that needs more memory, hash as their UTF-8 bytes', () => {
  const secret = Uint8Array.from({ length: 16 }, (_, i) => 17 * i + 5)
  const hash = createKeyedHash(secret)
  const texts = ['贵A·12345', '😀车', 'é', '\ud800', 'x\udc00y', ...Array.from({ length: 40 }, (_, n) => 'a'.repeat(n))]
  for (const text of [...texts, '数'.repeat(30_000), '短']) {
    expect(hashOf(hash, text)).toBe(reference(secret, new TextEncoder().encode(text)))
  }
})

test('a key of another length is refused', () => {
  expect(() => createKeyedHash(new Uint8Array(15))).toThrow(RangeError)
})
