import { p256, p384, p521 } from '@noble/curves/nist.js'
import { expect, oidOf, parts, readDer, TAG, unsignedOf, writeDer, writeOid } from '../src/der.ts'
import { type Crypto, concat, equalBytes, type Hash } from '../src/index.ts'

type X509 = NonNullable<Crypto['x509']>
type Sha2 = 'sha256' | 'sha384' | 'sha512'

const curves = { '1.2.840.10045.3.1.7': p256, '1.3.132.0.34': p384, '1.3.132.0.35': p521 } as const
const oids: Readonly<Record<Sha2, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

/** What timestamp authorities sign with, where there is no OpenSSL: in browsers. The caller brings the digests. */
export function pureX509(digests: Readonly<Record<Sha2 | 'sha1', Hash>>): X509 {
  return {
    digest: (name, bytes) => digests[name](bytes),
    verify: (scheme, hash, spki, message, signature) => {
      try {
        const digest = digests[hash](message)
        return scheme === 'rsa' ? verifyRsa(spki, hash, digest, signature) : verifyEcdsa(spki, digest, signature)
      } catch {
        return false
      }
    },
  }
}

function readKey(spki: Uint8Array) {
  const [algorithm, key] = parts(readDer(spki, TAG.sequence), TAG.sequence)
  const [id, parameter] = parts(algorithm, TAG.sequence)
  const bits = expect(key, TAG.bitString).value
  if (bits[0] !== 0) throw new RangeError('a public key is whole bytes')
  return { algorithm: oidOf(id), parameter, bytes: bits.subarray(1) }
}

function verifyEcdsa(spki: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean | null {
  const { algorithm, parameter, bytes } = readKey(spki)
  if (algorithm !== '1.2.840.10045.2.1') return false
  const name = oidOf(parameter)
  const curve = Object.entries(curves).find(([oid]) => oid === name)?.[1]
  if (curve === undefined) return null
  return curve.verify(signature, digest, bytes, { prehash: false, lowS: false, format: 'der' })
}

const number = (bytes: Uint8Array): bigint => bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n)

/** PKCS #1 v1.5 (RFC 8017, 8.2.2): what the signature says is written again and compared whole. */
function verifyRsa(spki: Uint8Array, hash: Sha2, digest: Uint8Array, signature: Uint8Array): boolean {
  const { algorithm, bytes } = readKey(spki)
  if (algorithm !== '1.2.840.113549.1.1.1') return false
  const [modulus, exponent] = parts(readDer(bytes, TAG.sequence), TAG.sequence).map(unsignedOf)
  if (modulus === undefined || exponent === undefined || exponent.length > 4) return false
  if (modulus.length < 256 || modulus.length > 1024 || signature.length !== modulus.length) return false
  const n = number(modulus)
  const s = number(signature)
  if (s >= n) return false
  let power = 1n
  for (const bit of number(exponent).toString(2)) {
    power = (power * power) % n
    if (bit === '1') power = (power * s) % n
  }
  const info = writeDer(
    TAG.sequence,
    writeDer(TAG.sequence, writeOid(oids[hash]), writeDer(TAG.null)),
    writeDer(TAG.octetString, digest),
  )
  const padding = new Uint8Array(modulus.length - info.length - 3).fill(0xff)
  const expected = concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info)
  return equalBytes(bytesOf(power, modulus.length), expected)
}

function bytesOf(n: bigint, length: number): Uint8Array {
  const out = new Uint8Array(length)
  for (let i = length - 1, rest = n; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n)
  return out
}
