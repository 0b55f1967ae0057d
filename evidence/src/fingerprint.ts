import { toHex } from './bytes.ts'
import type { Crypto, Digests } from './crypto.ts'
import { CompactRange, type CompactRangeState, leafHash } from './merkle.ts'

/** Bytes in every chunk of a file but the last. */
export const CHUNK_BYTES = 1_048_576

/** Digests of no bytes at all: the tree and the whole of an empty file. */
export const EMPTY_DIGESTS: Digests = {
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  sm3: '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
}

/** The leaf hashes of one chunk, 32 bytes each. */
export interface ChunkLeaf {
  readonly sha256: Uint8Array
  readonly sm3: Uint8Array
}

/** What a `ChunkTree` needs to go on after an interruption. */
export interface ChunkTreeState {
  readonly sha256: CompactRangeState
  readonly sm3: CompactRangeState
}

/** Number of chunks, and so of leaves, of a file of this many bytes. */
export function chunkCount(bytes: number): number {
  return Math.ceil(bytes / CHUNK_BYTES)
}

/** Leaf hashes of one chunk of 1 to `CHUNK_BYTES` bytes. */
export function chunkLeaf(crypto: Crypto, chunk: Uint8Array): ChunkLeaf {
  if (chunk.length === 0 || chunk.length > CHUNK_BYTES) throw new RangeError('a chunk has 1 to 1048576 bytes')
  return { sha256: leafHash(crypto.sha256, chunk), sm3: leafHash(crypto.sm3, chunk) }
}

/** The tree of one file, fed with the leaf hashes of its chunks in order. */
export class ChunkTree {
  private readonly sha256: CompactRange
  private readonly sm3: CompactRange

  constructor(crypto: Crypto, state?: ChunkTreeState) {
    if (state !== undefined && state.sha256.size !== state.sm3.size)
      throw new RangeError('the two trees differ in size')
    this.sha256 = new CompactRange(crypto.sha256, state?.sha256)
    this.sm3 = new CompactRange(crypto.sm3, state?.sm3)
  }

  /** Chunks so far. */
  get size(): number {
    return this.sha256.size
  }

  append(leaf: ChunkLeaf): void {
    this.sha256.append(leaf.sha256)
    this.sm3.append(leaf.sm3)
  }

  root(): Digests {
    return { sha256: toHex(this.sha256.root()), sm3: toHex(this.sm3.root()) }
  }

  state(): ChunkTreeState {
    return { sha256: this.sha256.state(), sm3: this.sm3.state() }
  }
}

/** Plain digests of bytes, as `sha256sum` and `openssl dgst -sm3` print them. */
export function digestsOf(crypto: Crypto, bytes: Uint8Array): Digests {
  return { sha256: toHex(crypto.sha256(bytes)), sm3: toHex(crypto.sm3(bytes)) }
}

/** Size, tree and whole-file digests of a file held in memory. */
export function fileDigests(crypto: Crypto, bytes: Uint8Array): { bytes: number; tree: Digests; whole: Digests } {
  const tree = new ChunkTree(crypto)
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    tree.append(chunkLeaf(crypto, bytes.subarray(at, at + CHUNK_BYTES)))
  }
  return { bytes: bytes.length, tree: tree.root(), whole: digestsOf(crypto, bytes) }
}
