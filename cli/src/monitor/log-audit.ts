import { type Entry, grownTiles, HASH_BYTES, TILE_WIDTH, tilePath } from '@datadeed/evidence'
import { openBundlePool } from './bundle-pool.ts'
import { createEntryAudit, type LoggedTwinHead } from './entry-audit.ts'
import type { Finding } from './finding.ts'
import type { HashTree } from './hash-tree.ts'
import type { LogSource } from './log-source.ts'
import { type BundleHashes, type BundleRead, compareTile, type Differing } from './read-bundle.ts'
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
  differing: Differing[]
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
  const skipOf = (n: number) => Math.max(0, from - n * TILE_WIDTH)
  const pool = openBundlePool(source, last - first)
  const read = (n: number): Promise<BundleRead | Finding> => {
    const width = Math.min(TILE_WIDTH, to - n * TILE_WIDTH)
    const twinWidth = computed.twin && Math.min(width, o.twinSize - n * TILE_WIDTH)
    return pool.read({ index: n, width, skip: skipOf(n), twinWidth, inFull: o.onEntry !== undefined })
  }
  const ended = (complete: boolean): Audited => ({ complete, lastTime: entries.lastTime, twinHeads, differing })
  try {
    const reading: Promise<BundleRead | Finding>[] = []
    for (let n = first, next = first; n < last; n++) {
      for (const until = reading.length <= ahead - atOnce ? n + ahead : 0; next < Math.min(last, until); next++) {
        const bundle = read(next)
        // An earlier bundle may end the reading before anybody waits for this one.
        bundle.catch(() => {})
        reading.push(bundle)
      }
      const bundle = await reading.shift()
      if (!bundle) break
      if ('code' in bundle) {
        report(bundle)
        return ended(false)
      }
      const skip = skipOf(n)
      const append = (tree: HashTree | null, { leaves, root }: BundleHashes) =>
        tree?.append(leaves.subarray(skip * HASH_BYTES), skip === 0 ? root : undefined)
      // The entries of one bundle may refer to a checkpoint within it.
      append(computed.tree, bundle.sha256)
      if (bundle.sm3) append(computed.twin, bundle.sm3)
      await entries.take(n * TILE_WIDTH, skip, bundle.facts, bundle.sha256.leaves)
      for (const finding of bundle.findings) report(finding)
      differing.push(...bundle.differing)
      o.onProgress?.(Math.min(to, (n + 1) * TILE_WIDTH))
    }
    await compareTiles(o, '', computed.tree, from, to)
    if (computed.twin && o.twinSize > from) await compareTiles(o, 'sm3/', computed.twin, from, o.twinSize)
    return ended(true)
  } finally {
    await pool.close()
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
    const hashes = await tree.tiles(id.level, id.index, id.width)
    if ((await compareTile(source, prefix, id, hashes, report)) !== null)
      report({ code: 'tile_wrong', at: prefix + tilePath(id) })
  }
}
