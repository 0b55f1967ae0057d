import { type Entry, equalBytes, grownTiles, HASH_BYTES, TILE_WIDTH, type TileId, tilePath } from '@datadeed/evidence'
import { createEntryAudit, type LoggedTwinHead } from './entry-audit.ts'
import type { Finding } from './finding.ts'
import { cutBundle, type HashedBundle } from './hash-bundle.ts'
import { openHashPool } from './hash-pool.ts'
import type { HashTree } from './hash-tree.ts'
import { type LogSource, readTile } from './log-source.ts'
import type { SubjectHeads } from './subject-heads.ts'

/** What is computed of a log: its trees and the ends of its chains. */
export interface Computed {
  tree: HashTree
  /** null where the log has no SM3 tree */
  twin: HashTree | null
  heads: SubjectHeads
}

export interface AuditOptions {
  source: LogSource
  computed: Computed
  /** Entries from the size of the tree up to this one. */
  to: number
  /** How many entries a published checkpoint of the SM3 tree covers: its tiles are there up to them. */
  twinSize: number
  now: number
  lastTime: number
  report(finding: Finding): void
  onEntry?(index: number, entry: Entry): void
  onProgress?(entries: number): void
}

export interface Audited {
  /** false when entries were missing: the trees then end before them */
  complete: boolean
  lastTime: number
  twinHeads: LoggedTwinHead[]
  /** tiles of leaf hashes that are not those of the entries, with the first index that differs */
  differing: { path: string; index: number }[]
}

interface Loaded {
  bytes: Uint8Array | null
  hashed: HashedBundle | null
}

// Bundles read ahead of the one that is looked at.
const ahead = 48
const atOnce = 8

/** Reads entries, computes both trees from them, and compares every tile that is served of these entries. */
export const auditLog = async (o: AuditOptions): Promise<Audited> => {
  const { source, computed, to, report } = o
  const from = computed.tree.size
  const twinHeads: LoggedTwinHead[] = []
  const differing: Audited['differing'] = []
  const entries = createEntryAudit({
    ...{ tree: computed.tree, heads: computed.heads, now: o.now, lastTime: o.lastTime, report },
    ...(o.onEntry && { onEntry: o.onEntry }),
    onTwinHead: (head) => twinHeads.push(head),
  })
  const first = Math.floor(from / TILE_WIDTH)
  const last = Math.ceil(to / TILE_WIDTH)
  const widthOf = (n: number) => Math.min(TILE_WIDTH, to - n * TILE_WIDTH)
  const pool = openHashPool(last - first)
  const load = async (n: number): Promise<Loaded> => {
    const bytes = await readTile(source, '', { level: 'entries', index: n, width: widthOf(n) })
    return { bytes, hashed: bytes && (await pool.hash(bytes, widthOf(n), computed.twin !== null)) }
  }
  const ended = (complete: boolean): Audited => ({ complete, lastTime: entries.lastTime, twinHeads, differing })
  try {
    const loading: Promise<Loaded>[] = []
    for (let n = first, next = first; n < last; n++) {
      for (const until = loading.length <= ahead - atOnce ? n + ahead : 0; next < Math.min(last, until); next++) {
        const loaded = load(next)
        // An earlier bundle may end the reading before anybody waits for this one.
        loaded.catch(() => {})
        loading.push(loaded)
      }
      const width = widthOf(n)
      const id: TileId = { level: 'entries', index: n, width }
      const { bytes, hashed } = (await loading.shift()) ?? { bytes: null, hashed: null }
      if (bytes === null || hashed === null) {
        report({ code: bytes === null ? 'missing' : 'bundle_damaged', at: tilePath(id) })
        return ended(false)
      }
      const skip = Math.max(0, from - n * TILE_WIDTH)
      const { leaves, root } = hashed.sha256
      const { starts, ends } = cutBundle(bytes, width) ?? { starts: [], ends: [] }
      // The entries of one bundle may refer to a checkpoint within it.
      computed.tree.append(leaves.subarray(skip * HASH_BYTES), skip === 0 ? root : undefined)
      if (hashed.sm3)
        computed.twin?.append(hashed.sm3.leaves.subarray(skip * HASH_BYTES), skip === 0 ? hashed.sm3.root : undefined)
      for (let i = skip; i < starts.length; i++) {
        const waits = entries.take(n * TILE_WIDTH + i, bytes.subarray(starts[i], ends[i]), part(leaves, i))
        // Nearly always there is nothing to wait for, and waiting for nothing is not free.
        if (waits) await waits
      }
      await compareLeaves(o, '', { level: 0, index: n, width }, leaves, differing)
      const twinWidth = Math.min(width, o.twinSize - n * TILE_WIDTH)
      if (hashed.sm3 && twinWidth > 0)
        await compareLeaves(o, 'sm3/', { level: 0, index: n, width: twinWidth }, hashed.sm3.leaves, differing)
      o.onProgress?.(n * TILE_WIDTH + width)
    }
    await compareTiles(o, '', computed.tree, from, to)
    if (computed.twin && o.twinSize > from) await compareTiles(o, 'sm3/', computed.twin, from, o.twinSize)
    return ended(true)
  } finally {
    await pool.close()
  }
}

/** Compares a tile of leaf hashes, and each narrower one that lies beside it, with the hashes of the entries. */
const compareLeaves = async (
  { source, report }: AuditOptions,
  prefix: string,
  id: TileId,
  leaves: Uint8Array,
  differing: Audited['differing'],
): Promise<void> => {
  const path = prefix + tilePath(id)
  const served = await readTile(source, prefix, id)
  if (served === null) return report({ code: 'missing', at: path })
  const length = id.width * HASH_BYTES
  if (served.length < length || !equalBytes(served.subarray(0, length), leaves.subarray(0, length))) {
    let i = 0
    while (i < id.width && equalBytes(part(served, i), part(leaves, i))) i++
    differing.push({ path, index: id.index * TILE_WIDTH + i })
  }
  await comparePartials(source, prefix, id, leaves, report)
}

const part = (hashes: Uint8Array, i: number) => hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)

const comparePartials = async (
  source: LogSource,
  prefix: string,
  id: TileId,
  hashes: Uint8Array,
  report: (finding: Finding) => void,
): Promise<void> => {
  const base = prefix + tilePath({ ...id, width: TILE_WIDTH })
  for (const width of await source.partials(base)) {
    const path = `${base}.p/${width}`
    const bytes = await source.read(path)
    const compared = Math.min(width * HASH_BYTES, hashes.length)
    if (bytes?.length !== width * HASH_BYTES || !equalBytes(bytes.subarray(0, compared), hashes.subarray(0, compared)))
      report({ code: 'tile_wrong', at: path })
  }
}

/** Compares the tiles above the leaves that grew with these entries. */
const compareTiles = async (
  { source, report }: AuditOptions,
  prefix: string,
  tree: HashTree,
  from: number,
  to: number,
): Promise<void> => {
  for (const id of grownTiles(from, to)) {
    if (id.level === 'entries' || id.level === 0) continue
    const path = prefix + tilePath(id)
    const served = await readTile(source, prefix, id)
    const hashes = await tree.tiles(id.level, id.index, id.width)
    if (served === null) report({ code: 'missing', at: path })
    else if (served.length < hashes.length || !equalBytes(served.subarray(0, hashes.length), hashes))
      report({ code: 'tile_wrong', at: path })
    await comparePartials(source, prefix, id, hashes, report)
  }
}
