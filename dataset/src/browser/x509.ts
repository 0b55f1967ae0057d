import { type Crypto, equalBytes, fromHex, type PublicKey, readSpki } from '@datadeed/evidence'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

const digests = { sha1, sha256, sha384, sha512 }
const curves = { '1.2.840.10045.3.1.7': p256, '1.3.132.0.34': p384, '1.3.132.0.35': p521 }
type Known = keyof typeof curves

/** What timestamp authorities sign with, in a browser: ECDSA and RSA of the usual sizes, synchronous and without WebCrypto. */
export const browserX509: NonNullable<Crypto['x509']> = {
  digest: (name, bytes) => digests[name](bytes),
  verify: (scheme, hash, spki, message, signature) => {
    try {
      const key = readSpki(spki)
      if (key?.kind !== (scheme === 'rsa' ? 'rsa' : 'ec')) return false
      const digest = digests[hash](message)
      if (key.kind === 'rsa') return verifyRsa(key, digestInfo[hash], digest, signature)
      if (!Object.hasOwn(curves, key.curve)) return null
      const curve = curves[key.curve as Known]
      return curve.verify(signature, digest, key.point, { prehash: false, lowS: false, format: 'der' })
    } catch {
      return false
    }
  },
}

// RFC 8017, 9.2, note 1: the DER before the digest.
const digestInfo = {
  sha256: fromHex('3031300d060960864801650304020105000420'),
  sha384: fromHex('3041300d060960864801650304020205000430'),
  sha512: fromHex('3051300d060960864801650304020305000440'),
}
const mostModulus = 1024

const number = (bytes: Uint8Array): bigint => bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n)

/** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2). */
function verifyRsa(
  { modulus, exponent }: Extract<PublicKey, { kind: 'rsa' }>,
  info: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const size = modulus.length
  if (size < 256 || size > mostModulus || exponent.length > 4 || signature.length !== size) return false
  const [n, s] = [number(modulus), number(signature)]
  if (s >= n) return false
  let power = 1n
  let square = s
  for (let e = number(exponent); e > 0n; e >>= 1n) {
    if (e & 1n) power = (power * square) % n
    square = (square * square) % n
  }
  const written = fromHex(power.toString(16).padStart(2 * size, '0'))
  const padding = new Uint8Array(size - 3 - info.length - digest.length).fill(0xff)
  return equalBytes(written, Uint8Array.of(0, 1, ...padding, 0, ...info, ...digest))
}
