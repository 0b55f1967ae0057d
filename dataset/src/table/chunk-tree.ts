import { CompactRange, type Crypto, type Digests, leafHash, toHex } from '@datadeed/evidence'

/** Bytes in every leaf but the last. */
export const leafBytes = 65_536

/** The tree of RFC 6962 over pieces of 64 KiB, with both hashes, over bytes as they come. */
export interface ChunkTree {
  write(bytes: Uint8Array): void
  root(): Digests
}

/** An empty tree; it holds at most one piece. */
export const createChunkTree = (crypto: Crypto): ChunkTree => {
  const ranges = { sha256: new CompactRange(crypto.sha256), sm3: new CompactRange(crypto.sm3) }
  let piece = new Uint8Array(0)
  let length = 0
  const append = () => {
    const leaf = piece.subarray(0, length)
    ranges.sha256.append(leafHash(crypto.sha256, leaf))
    ranges.sm3.append(leafHash(crypto.sm3, leaf))
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
    root: () => {
      if (length > 0) append()
      return { sha256: toHex(ranges.sha256.root()), sm3: toHex(ranges.sm3.root()) }
    },
  }
}
