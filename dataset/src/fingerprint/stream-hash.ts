/** A running hash over a stream. */
export interface StreamHash {
  update(data: Uint8Array): void
  digest(): Uint8Array
}
