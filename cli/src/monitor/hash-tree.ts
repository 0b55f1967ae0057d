import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  CompactRange,
  emptyRoot,
  equalBytes,
  foldRight,
  fromHex,
  HASH_BYTES,
  peaksAt,
  TILE_WIDTH,
  type TileReader,
} from '@datadeed/evidence'
import { type HashName, peaksOf, rootOf, treeHasher } from './tree-hasher.ts'

/** Hashes in a row that only grow. */
interface Row {
  readonly count: number
  append(hashes: Uint8Array): void
  read(from: number, count: number): Uint8Array
  /** Whether the hash at `index` is the one that begins at `at` in `hashes`. */
  is(index: number, hashes: Uint8Array, at: number): boolean
  cut(count: number): void
  sync(): void
  close(): void
}

const createMemoryRow = (): Row => {
  let bytes = Buffer.alloc(HASH_BYTES * TILE_WIDTH)
  let used = 0
  return {
    get count() {
      return used / HASH_BYTES
    },
    append: (hashes) => {
      if (used + hashes.length > bytes.length) {
        const wider = Buffer.alloc(Math.max(2 * bytes.length, used + hashes.length))
        bytes.copy(wider, 0, 0, used)
        bytes = wider
      }
      bytes.set(hashes, used)
      used += hashes.length
    },
    read: (from, count) => Uint8Array.prototype.slice.call(bytes, from * HASH_BYTES, (from + count) * HASH_BYTES),
    is: (index, hashes, at) => {
      const from = index * HASH_BYTES
      for (let i = 0; i < HASH_BYTES; i++) if (bytes[from + i] !== hashes[at + i]) return false
      return true
    },
    cut: (count) => {
      used = count * HASH_BYTES
    },
    sync: () => {},
    close: () => {},
  }
}

const openFileRow = (file: string): Row => {
  const fd = openSync(file, 'a+', 0o600)
  let used = fstatSync(fd).size
  const read = (from: number, count: number) => {
    const out = new Uint8Array(count * HASH_BYTES)
    let at = 0
    while (at < out.length) {
      const got = readSync(fd, out, at, out.length - at, from * HASH_BYTES + at)
      if (got === 0) throw new Error(`${file} is cut off`)
      at += got
    }
    return out
  }
  return {
    get count() {
      return Math.floor(used / HASH_BYTES)
    },
    append: (hashes) => {
      for (let at = 0; at < hashes.length; ) at += writeSync(fd, hashes, at)
      used += hashes.length
    },
    read,
    is: (index, hashes, at) => equalBytes(read(index, 1), hashes.subarray(at, at + HASH_BYTES)),
    cut: (count) => {
      ftruncateSync(fd, count * HASH_BYTES)
      used = count * HASH_BYTES
    },
    sync: () => fdatasyncSync(fd),
    close: () => closeSync(fd),
  }
}

/** A tree computed here, every hash of it: so that the root at any earlier size can be told without asking anybody. */
export interface HashTree {
  readonly size: number
  /** Takes the leaf hashes of the next leaves, 32 bytes each; the root of a whole bundle where that is known already. */
  append(leafHashes: Uint8Array, bundleRoot?: Uint8Array): void
  /** Whether the hash of a leaf that the tree has is the one that begins at `at` in `hashes`. */
  leafIs(index: number, hashes: Uint8Array, at: number): boolean
  /** The root when the tree had this many leaves. */
  rootAt(size: number): Promise<Uint8Array>
  /** Hashes of the tree, as the tiles of a log hold them. */
  tiles: TileReader
  /** Forgets what was appended after a size. */
  cut(size: number): Promise<void>
  sync(): void
  close(): void
}

/** Opens a tree below a folder, or in memory where that is null. */
export const openHashTree = (name: HashName, folder: string | null): HashTree => {
  const hasher = treeHasher(name)
  const { hash } = hasher
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const rows: Row[] = []
  const rowAt = (level: number): Row => {
    const row = rows[level] ?? (folder === null ? createMemoryRow() : openFileRow(join(folder, `level-${level}`)))
    rows[level] = row
    return row
  }
  // Over the roots of whole bundles, whose peaks are those of the tree at each beginning of a bundle. They are kept:
  // what entries refer to is nearly always near the edge.
  let bundles = new CompactRange(hash)
  const peaks = new Map<number, readonly string[]>()
  const tiles: TileReader = async (level, index, width) => rowAt(level).read(index * TILE_WIDTH, width)
  const tileRoot = (level: number, index: number) => rootOf(hasher, rowAt(level).read(index * TILE_WIDTH, TILE_WIDTH))

  const closeBundle = (root: Uint8Array): void => {
    rowAt(1).append(root)
    bundles.append(root)
    peaks.set(bundles.size, bundles.state().peaks)
    peaks.delete(bundles.size - remembered)
    for (let level = 1; rowAt(level).count % TILE_WIDTH === 0; level++)
      rowAt(level + 1).append(tileRoot(level, rowAt(level).count / TILE_WIDTH - 1))
  }
  return {
    tiles,
    get size() {
      return rowAt(0).count
    },
    append: (leafHashes, bundleRoot) => {
      const row = rowAt(0)
      const whole = row.count % TILE_WIDTH === 0 && leafHashes.length === TILE_WIDTH * HASH_BYTES
      row.append(leafHashes)
      if (whole && bundleRoot) return closeBundle(bundleRoot)
      for (let n = bundles.size; (n + 1) * TILE_WIDTH <= row.count; n++) closeBundle(tileRoot(0, n))
    },
    leafIs: (index, hashes, at) => rowAt(0).is(index, hashes, at),
    rootAt: async (size) => {
      if (size === 0) return emptyRoot(hash)
      const n = Math.floor(size / TILE_WIDTH)
      const first = n * TILE_WIDTH
      const known = n === bundles.size ? bundles.state().peaks : peaks.get(n)
      const whole = (known ?? (await peaksAt(hash, tiles, first)).peaks).map(fromHex)
      return foldRight(hash, [...whole, ...peaksOf(hasher, rowAt(0).read(first, size - first))])
    },
    cut: async (size) => {
      let count = size
      // All levels, also those whose files hold more than the tree had when it was last saved.
      for (let level = 0; level < levels; level++) {
        rowAt(level).cut(count)
        count = Math.floor(count / TILE_WIDTH)
      }
      peaks.clear()
      const whole = Math.floor(size / TILE_WIDTH)
      const state = await peaksAt(hash, tiles, whole * TILE_WIDTH)
      bundles = new CompactRange(hash, { size: whole, peaks: state.peaks })
    },
    sync: () => {
      for (const row of rows) row.sync()
    },
    close: () => {
      for (const row of rows) row.close()
    },
  }
}

const remembered = 65_536
// 256^7 leaves are more than 2^53.
const levels = 8
