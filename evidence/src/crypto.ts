/** A hash of 32 bytes. It must not keep or change its input, whose buffer is used again. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** The only way cryptography gets in. All members are synchronous and none needs `this`; digests are 32 bytes. */
export interface Crypto {
  readonly sha256: Hash
  readonly sm3: Hash
  /** `publicKey` is 32 bytes, `signature` 64 (RFC 8032). False, never an exception, for anything malformed. */
  readonly ed25519Verify: Verify
  /**
   * SM2 (GB/T 32918.2) over SM3 with the usual identity: `publicKey` is 0x04 ‖ x ‖ y, `signature` r ‖ s. Left out, as each
   * member below, where the runtime has no such thing: what rests on it is then told as not checked, never as good.
   */
  readonly sm2Verify?: Verify
  /** ML-DSA-44 (FIPS 204): `publicKey` is 1,312 bytes, `signature` 2,420. */
  readonly mlDsa44Verify?: Verify
  /** What certificates and tokens of timestamp authorities use; null for an algorithm or key this runtime cannot check. */
  readonly x509?: {
    readonly digest: (name: 'sha1' | 'sha384' | 'sha512', bytes: Uint8Array) => Uint8Array | null
    /** `spki` and, for ECDSA, `signature` are DER; RSA is PKCS #1 v1.5. Never throws. */
    readonly verify: (
      scheme: 'ecdsa' | 'rsa',
      hash: 'sha256' | 'sha384' | 'sha512',
      spki: Uint8Array,
      message: Uint8Array,
      signature: Uint8Array,
    ) => boolean | null
  }
}

/** False, never an exception, for anything malformed. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** Holds a private key somewhere and signs with it: 64 bytes of Ed25519 (RFC 8032). */
export interface Ed25519Key {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** The two digests of one thing, 64 lower-case hex digits each. */
export interface Digests {
  readonly sha256: string
  readonly sm3: string
}

/** Whoever holds a private key of another algorithm: a key in memory, later a module behind PKCS #11. */
export interface Signer {
  readonly algorithm: 'sm2-sm3'
  /** 0x04 ‖ x ‖ y. */
  readonly publicKey: Uint8Array
  /** r ‖ s, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>
}
