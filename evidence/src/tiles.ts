import { concat, equalBytes, toHex } from './bytes.ts'
import type { Hash } from './crypto.ts'
import { FormatError } from './error.ts'
import {
  type CompactRangeState,
  consistencyRanges,
  emptyRoot,
  foldRight,
  HASH_BYTES,
  inclusionRanges,
  isSize,
  type LeafRange,
  treeRoot,
} from './merkle.ts'

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256

/** One tile of hashes (level 0 to 63) or one bundle of entries, `width` wide (1 to 256). */
export interface TileId {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** A tile with its bytes. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
  readonly data: Uint8Array
}

/** Gives the bytes of a tile at least `width` wide; a wider one is as good, because tiles only grow. */
export type TileReader = (level: number, index: number, width: number) => Promise<Uint8Array>

/** The path below the log's prefix, such as `tile/0/x001/x234/067.p/8`. Throws RangeError. */
export function tilePath({ level, index, width }: TileId): string {
  if (level !== 'entries' && !(isSize(level) && level < 64)) throw new RangeError(`no tile level ${level}`)
  if (!isSize(index) || !isSize(width) || width < 1 || width > TILE_WIDTH) throw new RangeError('no such tile')
  let elements = String(index % 1000).padStart(3, '0')
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    elements = `x${String(rest % 1000).padStart(3, '0')}/${elements}`
  }
  return `tile/${level}/${elements}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** The tile a path names, null for any other path, also for a second spelling of the same tile. */
export function parseTilePath(path: string): TileId | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) return null
  const [, level = '', elements = '', width] = match
  const id: TileId = {
    level: level === 'entries' ? level : Number(level),
    index: Number(elements.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  try {
    return tilePath(id) === path ? id : null
  } catch {
    return null
  }
}

/** Number of hashes at a tile level in a tree of `size` leaves. */
function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** The tiles and bundles that are new or wider when a tree grows from `size1` to `size2` leaves. */
export function grownTiles(size1: number, size2: number): TileId[] {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) throw new RangeError(`no growth from ${size1} to ${size2}`)
  const tiles: TileId[] = []
  for (let level = 0; hashesAt(level, size2) > hashesAt(level, size1); level++) {
    const count = hashesAt(level, size2)
    for (let index = Math.floor(hashesAt(level, size1) / TILE_WIDTH); index * TILE_WIDTH < count; index++) {
      const width = Math.min(TILE_WIDTH, count - index * TILE_WIDTH)
      if (level === 0) tiles.push({ level: 'entries', index, width })
      tiles.push({ level, index, width })
    }
  }
  return tiles
}

/** The bytes of every tile (not bundles) to write when leaves are appended to a tree of `size`. Reads partial tiles. */
export async function growTiles(
  hash: Hash,
  read: TileReader,
  size: number,
  leafHashes: readonly Uint8Array[],
): Promise<Tile[]> {
  const tiles: Tile[] = []
  let added = leafHashes
  for (let level = 0; added.length > 0; level++) {
    const before = hashesAt(level, size)
    const start = Math.floor(before / TILE_WIDTH)
    const partial = before % TILE_WIDTH
    const all = partial === 0 ? added : [...cut(await read(level, start, partial), partial), ...added]
    const above: Uint8Array[] = []
    for (let at = 0; at < all.length; at += TILE_WIDTH) {
      const hashes = all.slice(at, at + TILE_WIDTH)
      tiles.push({ level, index: start + at / TILE_WIDTH, width: hashes.length, data: concat(...hashes) })
      if (hashes.length === TILE_WIDTH) above.push(treeRoot(hash, hashes))
    }
    added = above
  }
  return tiles
}

function cut(data: Uint8Array, width: number): Uint8Array[] {
  if (data.length < width * HASH_BYTES || data.length % HASH_BYTES !== 0) throw new FormatError('wrong_value', 'tile')
  return Array.from({ length: width }, (_, i) => data.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
}

/** Roots of subtrees in a tree of `size`, each tile read once. */
function rangeReader(hash: Hash, read: TileReader, size: number): (range: LeafRange) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array[]>>()
  const tile = (level: number, index: number) => {
    const key = `${level}/${index}`
    const width = Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH)
    const known = tiles.get(key) ?? read(level, index, width).then((data) => cut(data, width))
    tiles.set(key, known)
    return known
  }
  // Leaves [start, start + 2^height), which is wholly inside one tile at level floor(height / 8).
  const perfect = async (start: number, height: number) => {
    const level = Math.floor(height / 8)
    const first = start / TILE_WIDTH ** level
    const hashes = await tile(level, Math.floor(first / TILE_WIDTH))
    return treeRoot(hash, hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + 2 ** (height % 8)))
  }
  return async ({ start, end }) => {
    const peaks: Promise<Uint8Array>[] = []
    for (let at = start; at < end; ) {
      let height = 0
      while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height++
      peaks.push(perfect(at, height))
      at += 2 ** height
    }
    return foldRight(hash, await Promise.all(peaks))
  }
}

/** The root of the tree of `size` as the stored tiles have it. */
export async function rootAt(hash: Hash, read: TileReader, size: number): Promise<Uint8Array> {
  return size === 0 ? emptyRoot(hash) : rangeReader(hash, read, size)({ start: 0, end: size })
}

/** What a `CompactRange` needs to go on from the tree of `size`, from tiles. */
export async function peaksAt(hash: Hash, read: TileReader, size: number): Promise<CompactRangeState> {
  const root = rangeReader(hash, read, size)
  const peaks: Promise<Uint8Array>[] = []
  for (let start = 0, rest = size; rest > 0; ) {
    let width = 1
    while (width * 2 <= rest) width *= 2
    peaks.push(root({ start, end: start + width }))
    start += width
    rest -= width
  }
  return { size, peaks: (await Promise.all(peaks)).map(toHex) }
}

/** Inclusion proof of leaf `index` in the tree of `size`, from tiles. */
export async function tileInclusionProof(
  hash: Hash,
  read: TileReader,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  return Promise.all(inclusionRanges(index, size).map(rangeReader(hash, read, size)))
}

/** Consistency proof from `size1` to `size2`, from tiles. */
export async function tileConsistencyProof(
  hash: Hash,
  read: TileReader,
  size1: number,
  size2: number,
): Promise<Uint8Array[]> {
  return Promise.all(consistencyRanges(size1, size2).map(rangeReader(hash, read, size2)))
}

/**
 * Compares each full tile that holds leaves from `from` on with its hash in the tile above, and gives the root found:
 * with `rootAt` alone a damaged tile below the top would pass unseen. Throws `bad_digest` naming the tile.
 */
export async function auditTiles(hash: Hash, read: TileReader, from: number, size: number): Promise<Uint8Array> {
  for (let level = 0; hashesAt(level + 1, size) > 0; level++) {
    const last = hashesAt(level + 1, size)
    for (let index = hashesAt(level + 1, from); index < last; index++) {
      const above = Math.floor(index / TILE_WIDTH)
      const width = Math.min(TILE_WIDTH, last - above * TILE_WIDTH)
      const expected = cut(await read(level + 1, above, width), width)[index % TILE_WIDTH] as Uint8Array
      const found = treeRoot(hash, cut(await read(level, index, TILE_WIDTH), TILE_WIDTH))
      if (!equalBytes(found, expected)) {
        throw new FormatError('bad_digest', tilePath({ level, index, width: TILE_WIDTH }))
      }
    }
  }
  return rootAt(hash, read, size)
}

/** Entries a bundle can hold are at most 65,535 bytes, because their length is written in two. */
export const MAX_BUNDLED_BYTES = 65_535

/** One entry bundle: each entry after its length in two bytes, big-endian. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError('a bundle has at most 256 entries')
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_BUNDLED_BYTES) throw new RangeError('an entry has at most 65535 bytes')
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
    }),
  )
}

/** The entries of a bundle. Throws `wrong_value` when it is cut off or holds more than 256. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + (((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0))
    if (at + 2 > bundle.length || end > bundle.length || entries.length === TILE_WIDTH) {
      throw new FormatError('wrong_value', 'bundle')
    }
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
