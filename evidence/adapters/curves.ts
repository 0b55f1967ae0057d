import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { type Hash, type Signer, sm2Digest } from '../src/index.ts'

// Curve arithmetic for Node and browsers alike. Node's own sign and verify must not be given SM2 keys: OpenSSL behind them
// makes ECDSA, or SM2 with an empty identity, neither of which is GB/T 32918.2 with the identity everybody uses.

/** sm2p256v1 (GB/T 32918.5). */
const Sm2 = weierstrass({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})
const { Fn } = Sm2
const number = (bytes: Uint8Array): bigint => bytes.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n)
const isScalar = (n: bigint): boolean => n > 0n && n < Fn.ORDER

/** Checks an SM2 signature over a digest `e` already made (GB/T 32918.2, 7.1). `signature` is r ‖ s. Never throws. */
export function verifySm2Digest(publicKey: Uint8Array, e: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 65 || e.length !== 32 || signature.length !== 64) return false
  const r = number(signature.subarray(0, 32))
  const s = number(signature.subarray(32))
  const t = Fn.create(r + s)
  if (!isScalar(r) || !isScalar(s) || t === 0n) return false
  try {
    const point = Sm2.BASE.multiplyUnsafe(s).add(Sm2.fromBytes(publicKey).multiplyUnsafe(t))
    return Fn.create(number(e) + point.toAffine().x) === r
  } catch {
    return false
  }
}

/** The `sm2Verify` of a crypto port, from its SM3. */
export function sm2Verify(sm3: Hash): (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean {
  return (publicKey, message, signature) =>
    publicKey.length === 65 &&
    publicKey[0] === 4 &&
    verifySm2Digest(publicKey, sm2Digest(sm3, publicKey, message), signature)
}

/** The point (0x04 ‖ x ‖ y) of a private key of 32 bytes. Throws RangeError for one SM2 does not allow. */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array {
  return Sm2.BASE.multiply(sm2Scalar(privateKey)).toBytes(false)
}

function sm2Scalar(privateKey: Uint8Array): bigint {
  const d = number(privateKey)
  // n - 1 is no private key: 1 + d would have no inverse.
  if (privateKey.length !== 32 || !isScalar(d) || d === Fn.ORDER - 1n) throw new RangeError('not a private key of SM2')
  return d
}

/** What a software key of SM2 needs of its machine. */
export interface Sm2Machine {
  readonly sm3: Hash
  /** 32 random bytes, new at each call: to sign two messages with the same ones gives the key away. */
  readonly random: () => Uint8Array
  /** k·G as 0x04 ‖ x ‖ y, where the machine is faster at it than we are. */
  readonly timesBase?: (k: Uint8Array) => Uint8Array
}

/** An SM2 key in memory; signatures are r ‖ s. Throws RangeError for a private key SM2 does not allow. */
export function sm2SoftwareKey(privateKey: Uint8Array, { sm3, random, timesBase = sm2PublicKey }: Sm2Machine): Signer {
  const d = sm2Scalar(privateKey)
  const publicKey = timesBase(privateKey)
  const inverse = Fn.inv(d + 1n)
  return {
    algorithm: 'sm2-sm3',
    publicKey,
    sign: async (message) => {
      const e = number(sm2Digest(sm3, publicKey, message))
      for (;;) {
        const nonce = random()
        const k = number(nonce)
        if (nonce.length !== 32 || !isScalar(k) || k === Fn.ORDER - 1n) continue
        const r = Fn.create(e + number(timesBase(nonce).subarray(1, 33)))
        const s = Fn.create(inverse * (k - Fn.create(r * d)))
        if (r !== 0n && r + k !== Fn.ORDER && s !== 0n) {
          const signature = new Uint8Array(64)
          signature.set(Fn.toBytes(r))
          signature.set(Fn.toBytes(s), 32)
          return signature
        }
      }
    },
  }
}
