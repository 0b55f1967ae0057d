import { oidOf, parts, readDer, readSeries, TAG, unsignedOf } from './der.ts'
import { FormatError } from './error.ts'

/** A public key of a certificate: the curve's object identifier with a point, or an RSA modulus and exponent (big-endian). */
export type PublicKey =
  | { readonly kind: 'ec'; readonly curve: string; readonly point: Uint8Array }
  | { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: Uint8Array }

/** Reads a DER SubjectPublicKeyInfo; null for other kinds of keys. Throws `bad_der`. */
export function readSpki(spki: Uint8Array): PublicKey | null {
  const [algorithm, bits] = parts(readDer(spki, TAG.sequence), TAG.sequence)
  const [name, parameters] = parts(algorithm, TAG.sequence)
  if (bits?.tag !== TAG.bitString || bits.value[0] !== 0) throw new FormatError('bad_der', '')
  const key = bits.value.subarray(1)
  if (oidOf(name) === '1.2.840.10045.2.1') return { kind: 'ec', curve: oidOf(parameters), point: key }
  if (oidOf(name) !== '1.2.840.113549.1.1.1') return null
  const [modulus, exponent, ...more] = parts(readSeries(key)[0], TAG.sequence)
  if (more.length > 0) throw new FormatError('bad_der', '')
  return { kind: 'rsa', modulus: unsignedOf(modulus), exponent: unsignedOf(exponent) }
}
