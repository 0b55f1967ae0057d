import { concat, equalBytes, fromHex, utf8Encode } from './bytes.ts'
import type { Hash } from './crypto.ts'
import { FormatError } from './error.ts'

// What of SM2 (GB/T 32918.2-2016) is bytes and not curve: the digest that is signed, and how keys and signatures are written.

/** The identity signed with where nothing else is agreed (GB/T 35276, section 10). */
export const SM2_ID = '1234567812345678'

// a, b, x and y of the base point, as Z takes them (GB/T 32918.5).
const CURVE = fromHex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
)
// SubjectPublicKeyInfo of id-ecPublicKey on sm2p256v1 (1.2.156.10197.1.301), before the point.
const SPKI = fromHex('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** `e = SM3(Z ‖ message)`, 32 bytes. `publicKey` is the point as 0x04 ‖ x ‖ y; `id` at most 8,191 bytes of UTF-8. */
export function sm2Digest(sm3: Hash, publicKey: Uint8Array, message: Uint8Array, id: string = SM2_ID): Uint8Array {
  requirePoint(publicKey)
  const name = utf8Encode(id)
  const bits = name.length * 8
  if (bits > 65_535) throw new RangeError('an SM2 identity has at most 8191 bytes')
  const z = sm3(concat(Uint8Array.of(bits >> 8, bits & 255), name, CURVE, publicKey.subarray(1)))
  return sm3(concat(z, message))
}

/** The DER SubjectPublicKeyInfo (91 bytes) of a point, as openssl reads it. */
export function sm2Spki(publicKey: Uint8Array): Uint8Array {
  requirePoint(publicKey)
  return concat(SPKI, publicKey)
}

/** The point (0x04 ‖ x ‖ y) of a DER SubjectPublicKeyInfo, null for anything else. */
export function readSm2Spki(spki: Uint8Array): Uint8Array | null {
  const point = spki.subarray(SPKI.length)
  return equalBytes(spki.subarray(0, SPKI.length), SPKI) && isPoint(point) ? point : null
}

/** DER of a signature given as r ‖ s of 32 bytes each. */
export function sm2Der(signature: Uint8Array): Uint8Array {
  if (signature.length !== 64) throw new FormatError('wrong_value', 'signature')
  const body = concat(derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32)))
  return concat(Uint8Array.of(0x30, body.length), body)
}

/** r ‖ s of a signature in DER, null for whatever DER would have written otherwise. */
export function readSm2Der(der: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(64)
  let at = 2
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0
    const value = der.subarray(at + 2, at + 2 + length)
    const digits = value[0] === 0 ? value.subarray(1) : value
    if (digits.length > 32) return null
    out.set(digits, end - digits.length)
    at += 2 + length
  }
  return equalBytes(sm2Der(out), der) ? out : null
}

function derInteger(number: Uint8Array): Uint8Array {
  let start = 0
  while (start < 31 && number[start] === 0) start++
  const digits = number.subarray(start)
  // A set top bit would make it negative.
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(0)
  return concat(Uint8Array.of(0x02, sign.length + digits.length), sign, digits)
}

function isPoint(publicKey: Uint8Array): boolean {
  return publicKey.length === 65 && publicKey[0] === 4
}

function requirePoint(publicKey: Uint8Array): void {
  if (!isPoint(publicKey)) throw new FormatError('wrong_value', 'publicKey')
}
