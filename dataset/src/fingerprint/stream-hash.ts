/** A running hash over a stream. */
export interface StreamHash {
  update(data: Uint8Array): void
  digest(): Uint8Array
  /** the state after what was taken in so far, from which `stream(algorithm, saved)` goes on; undefined where it cannot be had here */
  save?(): Uint8Array | undefined
  /** another hash that goes on from here, where it can be had */
  copy?(): StreamHash
}

/** A state to go on from, after `at` bytes. */
export interface SavedStream {
  at: number
  state: Uint8Array
}
