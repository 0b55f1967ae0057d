import { decodeBundle, FormatError, HASH_BYTES, leafHash, TILE_WIDTH, treeRoot } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { split } from './hash-tree.ts'

/** The leaf hashes of one bundle's entries in one tree, and the root over them when the bundle is whole. */
export interface BundleHashes {
  readonly leaves: Uint8Array
  readonly root: Uint8Array | undefined
}

export interface HashedBundle {
  readonly sha256: BundleHashes
  /** null where the log has no SM3 tree */
  readonly sm3: BundleHashes | null
}

/** Hashes one bundle; null when it is no bundle of `count` entries or more. What is beyond them is left out. */
export const hashBundle = (bytes: Uint8Array, count: number, sm3: boolean): HashedBundle | null => {
  const entries = entriesOf(bytes, count)
  if (entries === null) return null
  const hashesOf = (hash: (bytes: Uint8Array) => Uint8Array): BundleHashes => {
    const leaves = new Uint8Array(HASH_BYTES * count)
    entries.forEach((entry, i) => {
      leaves.set(leafHash(hash, entry), HASH_BYTES * i)
    })
    return { leaves, root: count === TILE_WIDTH ? treeRoot(hash, split(leaves)) : undefined }
  }
  return { sha256: hashesOf(nodeCrypto.sha256), sm3: sm3 ? hashesOf(nodeCrypto.sm3) : null }
}

/** The first `count` entries of a bundle, null when it has fewer or is damaged. */
export const entriesOf = (bytes: Uint8Array, count: number): Uint8Array[] | null => {
  try {
    const entries = decodeBundle(bytes)
    return entries.length < count ? null : entries.slice(0, count)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}
