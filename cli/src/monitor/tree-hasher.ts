import { hash } from 'node:crypto'
import { createTreeSm3 } from '@datadeed/dataset/sm3-tree'
import { foldRight, HASH_BYTES, type Hash } from '@datadeed/evidence'

export type HashName = 'sha256' | 'sm3'

/** Hashes for the trees of millions of entries. */
export interface TreeHasher {
  hash: Hash
  /** Leaf hashes (RFC 6962) of parts of `bytes` given by their starts and ends. The byte before each part may be lost. */
  leaves(bytes: Uint8Array, starts: readonly number[], ends: readonly number[]): Uint8Array
  /** Puts the parents of the first `count` hashes, an even number, where these were. */
  parents(level: Uint8Array, count: number): void
}

// Node gives a digest as a string three times as fast as it makes a new buffer, and half of that is lost in reading it back.
const native = (name: HashName): TreeHasher => {
  const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1)
  return {
    hash: (bytes) => Buffer.from(hash(name, bytes, 'binary'), 'latin1'),
    leaves: (bytes, starts, ends) => {
      const out = Buffer.allocUnsafeSlow(starts.length * HASH_BYTES)
      for (const [i, start] of starts.entries()) {
        bytes[start - 1] = 0
        out.write(hash(name, bytes.subarray(start - 1, ends[i]), 'binary'), i * HASH_BYTES, HASH_BYTES, 'latin1')
      }
      return out
    },
    parents: (level, count) => {
      const out = Buffer.from(level.buffer, level.byteOffset, level.length)
      for (let i = 0; i < count; i += 2) {
        out.copy(node, 1, i * HASH_BYTES, (i + 2) * HASH_BYTES)
        out.write(hash(name, node, 'binary'), (i / 2) * HASH_BYTES, HASH_BYTES, 'latin1')
      }
    },
  }
}

const made = new Map<HashName, TreeHasher>()

/** SHA-256 by OpenSSL, which has the processor's own instructions; SM3 eight messages at once where the machine can. */
export const treeHasher = (name: HashName): TreeHasher => {
  const known = made.get(name)
  if (known) return known
  const hasher = { ...native(name), ...(name === 'sm3' && createTreeSm3()) }
  made.set(name, hasher)
  return hasher
}

/** The roots of the perfect subtrees that leaf hashes are made of, the largest first. */
export const peaksOf = (hasher: TreeHasher, leaves: Uint8Array): Uint8Array[] => {
  const level = Uint8Array.from(leaves)
  const peaks: Uint8Array[] = []
  for (let count = leaves.length / HASH_BYTES; count > 0; count = Math.floor(count / 2)) {
    if (count % 2 === 1) peaks.unshift(level.slice((count - 1) * HASH_BYTES, count * HASH_BYTES))
    hasher.parents(level, count - (count % 2))
  }
  return peaks
}

/** Root over leaf hashes, at least one. */
export const rootOf = (hasher: TreeHasher, leaves: Uint8Array): Uint8Array =>
  foldRight(hasher.hash, peaksOf(hasher, leaves))
