import { equalBytes, HASH_BYTES, TILE_WIDTH, type TileId, tilePath } from '@datadeed/evidence'
import { type EntryFacts, readFacts } from './entry-facts.ts'
import type { Finding } from './finding.ts'
import { type LogSource, readTile } from './log-source.ts'
import { type HashName, rootOf, treeHasher } from './tree-hasher.ts'

/** One bundle of entries to be read, hashed and compared with the tiles of leaf hashes. */
export interface BundleTask {
  readonly index: number
  /** how many entries of it count */
  readonly width: number
  /** how many at its beginning are known already */
  readonly skip: number
  /** how many a published checkpoint of the SM3 tree covers; null where the log has no such tree */
  readonly twinWidth: number | null
  /** whether all entries are wanted in full, not only what they say about others */
  readonly inFull: boolean
}

/** The leaf hashes of one bundle's entries in one tree, and the root over them when the bundle is whole. */
export interface BundleHashes {
  readonly leaves: Uint8Array
  readonly root: Uint8Array | undefined
}

export interface BundleRead {
  readonly sha256: BundleHashes
  readonly sm3: BundleHashes | null
  readonly facts: EntryFacts
  /** about the tiles of leaf hashes */
  readonly findings: readonly Finding[]
  readonly differing: readonly Differing[]
}

/** A tile of leaf hashes that are not those of the entries, with the first index that differs. */
export interface Differing {
  readonly path: string
  readonly index: number
}

/** Reads one bundle; the finding that ends the reading when it is not there or is none. Throws SourceError. */
export const readBundle = async (source: LogSource, task: BundleTask): Promise<BundleRead | Finding> => {
  const { index, width, skip, twinWidth } = task
  const id: TileId = { level: 'entries', index, width }
  const bytes = await readTile(source, '', id)
  if (bytes === null) return { code: 'missing', at: tilePath(id) }
  const cuts = cutBundle(bytes, width)
  if (cuts === null) return { code: 'bundle_damaged', at: tilePath(id) }
  const facts = readFacts(bytes, cuts, skip, task.inFull)
  const hashesOf = (name: HashName): BundleHashes => {
    const hasher = treeHasher(name)
    const leaves = hasher.leaves(bytes, cuts.starts, cuts.ends)
    return { leaves, root: width === TILE_WIDTH ? rootOf(hasher, leaves) : undefined }
  }
  const sha256 = hashesOf('sha256')
  const sm3 = twinWidth === null ? null : hashesOf('sm3')
  const findings: Finding[] = []
  const differing: Differing[] = []
  const compare = async (prefix: string, covered: number, leaves: Uint8Array): Promise<void> => {
    if (covered <= 0) return
    const tile: TileId = { level: 0, index, width: covered }
    const first = await compareTile(source, prefix, tile, leaves, (finding) => findings.push(finding))
    if (first !== null) differing.push({ path: prefix + tilePath(tile), index: index * TILE_WIDTH + first })
  }
  await compare('', width, sha256.leaves)
  if (sm3) await compare('sm3/', twinWidth ?? 0, sm3.leaves)
  return { sha256, sm3, facts, findings, differing }
}

/** Where the first `count` entries of a bundle begin and end; null when it holds fewer, more than 256, or is cut off. */
const cutBundle = (bytes: Uint8Array, count: number): { starts: number[]; ends: number[] } | null => {
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

/**
 * Compares a tile, and each narrower one that lies beside it, with the hashes computed. Gives which hash of the tile is
 * the first that differs.
 */
export const compareTile = async (
  source: LogSource,
  prefix: string,
  id: TileId,
  hashes: Uint8Array,
  report: (finding: Finding) => void,
): Promise<number | null> => {
  const served = await readTile(source, prefix, id)
  if (served === null) {
    report({ code: 'missing', at: prefix + tilePath(id) })
    return null
  }
  const length = id.width * HASH_BYTES
  let first: number | null = null
  if (served.length < length || !equalBytes(served.subarray(0, length), hashes.subarray(0, length))) {
    first = 0
    while (first < id.width && equalBytes(part(served, first), part(hashes, first))) first++
  }
  await comparePartials(source, prefix + tilePath({ ...id, width: TILE_WIDTH }), hashes, report)
  return first
}

const part = (hashes: Uint8Array, i: number) => hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)

const comparePartials = async (
  source: LogSource,
  base: string,
  hashes: Uint8Array,
  report: (finding: Finding) => void,
): Promise<void> => {
  for (const width of await source.partials(base)) {
    const path = `${base}.p/${width}`
    const bytes = await source.read(path)
    const compared = Math.min(width * HASH_BYTES, hashes.length)
    if (bytes?.length !== width * HASH_BYTES || !equalBytes(bytes.subarray(0, compared), hashes.subarray(0, compared)))
      report({ code: 'tile_wrong', at: path })
  }
}
