import type { Crypto } from '../crypto.ts'

/** What credentials need beside hashing and Ed25519; `x509` and `sm2Verify` only where certificates are to be followed to a root. */
export interface CredentialCrypto extends Pick<Crypto, 'sha256' | 'ed25519Verify' | 'x509' | 'sm2Verify'> {
  /**
   * ECDSA on P-256 with SHA-256 (ES256): `publicKey` is x‖y of 64 bytes, `signature` r‖s of 64. False, never an
   * exception, for anything malformed, the point at infinity and points off the curve among it.
   */
  readonly es256Verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}

/** Holds a P-256 private key somewhere and signs with it: r‖s of 64 bytes. */
export interface Es256Key {
  /** x‖y, 64 bytes. */
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}
