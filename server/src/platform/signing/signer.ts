/**
 * Whoever holds the key that seals documents: a key file, later perhaps a hardware module. RSA with SHA-256 and PKCS #1 v1.5, because
 * poppler, OpenSSL and Acrobat all verify it; SM2 is understood by none of them inside a PDF.
 */
export interface Signer {
  /** Common name of the signing certificate. */
  readonly name: string
  /** DER, the signing certificate first, its issuer last. */
  readonly certificates: readonly [Uint8Array, Uint8Array]
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
