import { TILE_WIDTH } from '@datadeed/evidence'
import { type HashName, leavesIn, perfectRoot } from './fast-hash.ts'

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

/** Hashes one bundle, whose bytes are then spoilt; null when it is no bundle of `count` entries or more. */
export const hashBundle = (bytes: Uint8Array, count: number, sm3: boolean): HashedBundle | null => {
  const cuts = cutBundle(bytes, count)
  if (cuts === null) return null
  const hashesOf = (name: HashName): BundleHashes => {
    const leaves = leavesIn(name, bytes, cuts.starts, cuts.ends)
    return { leaves, root: count === TILE_WIDTH ? perfectRoot(name, leaves) : undefined }
  }
  return { sha256: hashesOf('sha256'), sm3: sm3 ? hashesOf('sm3') : null }
}

/** Where the first `count` entries of a bundle begin and end; null when it holds fewer, more than 256, or is cut off. */
export const cutBundle = (bytes: Uint8Array, count: number): { starts: number[]; ends: number[] } | null => {
  const starts: number[] = []
  const ends: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0))
    if (at + 2 > bytes.length || end > bytes.length || starts.length === TILE_WIDTH) return null
    starts.push(at + 2)
    ends.push(end)
    at = end
  }
  if (starts.length < count) return null
  return { starts: starts.slice(0, count), ends: ends.slice(0, count) }
}
