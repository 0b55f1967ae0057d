import { CompactRange, type Hash, leafHash, toHex } from '@datadeed/evidence'

/** Bytes in every leaf but the last. */
export const leafBytes = 65_536

/** The tree of RFC 6962 over pieces of 64 KiB, over bytes as they come. */
export interface ChunkTree {
  write(bytes: Uint8Array): void
  /** in hex, one for each hash */
  roots(): string[]
}

/** An empty tree; it holds at most one piece. */
export const createChunkTree = (...hashes: readonly Hash[]): ChunkTree => {
  const ranges = hashes.map((hash) => ({ hash, range: new CompactRange(hash) }))
  let piece = new Uint8Array(0)
  let length = 0
  const append = () => {
    const leaf = piece.subarray(0, length)
    for (const { hash, range } of ranges) range.append(leafHash(hash, leaf))
    length = 0
  }
  return {
    write: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const take = Math.min(leafBytes - length, bytes.length - at)
        if (length + take > piece.length) {
          // Most columns of a wide table are short.
          const larger = new Uint8Array(Math.min(leafBytes, Math.max(1024, 2 * (length + take))))
          larger.set(piece.subarray(0, length))
          piece = larger
        }
        piece.set(bytes.subarray(at, at + take), length)
        length += take
        at += take
        if (length === leafBytes) append()
      }
    },
    roots: () => {
      if (length > 0) append()
      return ranges.map(({ range }) => toHex(range.root()))
    },
  }
}
