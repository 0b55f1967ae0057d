import {
  CompactRange,
  digestsOf,
  equalBytes,
  formatCheckpoint,
  growTiles,
  leafHash,
  parseNote,
  parseVkey,
  peaksAt,
  rootAt,
  type SlowNoteSigner,
  signNoteSlowly,
  sm3Origin,
  type Tile,
  type TileReader,
  utf8Encode,
  verifySm2Note,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertLeaves } from './leaf-store.ts'
import { keysOf, type LogKey, sm3Ring } from './log-key.ts'
import { type EntryRow, findTile, insertTiles, type LeafToLog, selectEntries } from './log-store.ts'
import { insertSm3Checkpoint, newestSm3Checkpoint, sm3TreeSize } from './sm3-store.ts'

type P = Pick<Platform, 'config' | 'db'>
export type Sm3Key = LogKey<SlowNoteSigner>

const hash = nodeCrypto.sm3
/** Entries read at once where the tree is made for a log that had none. */
const stretch = 4096

export function sm3TileReader(db: Database): TileReader {
  return async (level, index, width) => {
    const bytes = await findTile(db, 'log_sm3_tile', [level, index, width])
    if (!bytes) throw new Error(`log sm3 tile ${level}/${index} of width ${width} is missing`)
    return bytes
  }
}

/** What the second tree adds to a batch: the entry that holds its checkpoint, and what to store with it. */
export interface TwinBatch {
  readonly entry: EntryRow
  readonly tree: CompactRange
  readonly tiles: readonly Tile[]
  readonly checkpoint: { size: bigint; root: Buffer; note: string }
}

/**
 * Opens the SM3 tree over the `size` entries of the log, making it where it ends earlier. Its newest checkpoint must be
 * signed by us and be the root of its tiles; that the tiles are those of the entries is for `datadeed fsck` to find.
 */
export async function openTwin(p: P, size: number): Promise<CompactRange> {
  const read = sm3TileReader(p.db)
  let done = await sm3TreeSize(p.db)
  if (done > size) throw new Error(`日志自检不通过：国密树有 ${done} 条，日志只有 ${size} 条，请运行 datadeed fsck`)
  while (done < size) {
    const from = done
    await inTx(p.db, async (tx) => {
      const rows = await selectEntries(tx, from, Math.min(size, from + stretch))
      if (rows.length === 0) throw new Error(`日志自检不通过：缺少第 ${from} 条，请运行 datadeed fsck`)
      const leaves = rows.map((row) => leafHash(hash, row.entry))
      await insertTiles(tx, 'log_sm3_tile', await growTiles(hash, sm3TileReader(tx), from, leaves))
      done += rows.length
    })
  }
  const newest = await newestSm3Checkpoint(p.db, BigInt(size))
  if (newest) {
    const note = parseNote(newest.note)
    const keys = (await keysOf(p, sm3Ring)).map((key) => parseVkey(nodeCrypto, key.vkey))
    const root = await rootAt(hash, read, Number(newest.size))
    const text = formatCheckpoint(sm3Origin(p.config.logOrigin), Number(newest.size), root)
    if (note.text !== text || verifySm2Note(nodeCrypto, note, keys).good.length === 0)
      throw new Error(`日志自检不通过：国密树第 ${newest.size} 条处的根与检查点不一致，请运行 datadeed fsck`)
  }
  return new CompactRange(hash, await peaksAt(hash, read, size))
}

/**
 * Signs the SM3 tree over all entries up to those of this batch. The checkpoint is the entry after them, so its index is
 * its size, and the SHA-256 checkpoint of the same batch, which witnesses see, covers it.
 */
export async function extendTwin(
  tx: Tx,
  old: CompactRange,
  rows: readonly EntryRow[],
  origin: string,
  signers: readonly SlowNoteSigner[],
  complete: (leaf: LeafToLog) => Promise<EntryRow>,
): Promise<TwinBatch> {
  const tree = new CompactRange(hash, old.state())
  const leaves = rows.map((row) => leafHash(hash, row.entry))
  for (const leaf of leaves) tree.append(leaf)
  const size = tree.size
  const root = Buffer.from(tree.root())
  const note = await signNoteSlowly(formatCheckpoint(sm3Origin(origin), size, root), signers)
  const leaf = {
    ...{ type: 'sm3_checkpoint', subject: 'sm3', ...digestsOf(nodeCrypto, utf8Encode(note)) },
    ...{ body: { checkpoint: note }, enqueued_at: new Date() },
  }
  const [id] = await insertLeaves(tx, [leaf])
  if (id === undefined) throw new Error('存证日志已关闭')
  const entry = await complete({ id, ...leaf })
  const own = leafHash(hash, entry.entry)
  tree.append(own)
  const tiles = await growTiles(hash, sm3TileReader(tx), old.size, [...leaves, own])
  return { entry, tree, tiles, checkpoint: { size: BigInt(size), root, note } }
}

/** Stores tiles and checkpoint after the entries, and computes the root again from what was stored. */
export async function storeTwin(tx: Tx, { tiles, tree, checkpoint }: TwinBatch): Promise<void> {
  await insertTiles(tx, 'log_sm3_tile', tiles)
  await insertSm3Checkpoint(tx, { ...checkpoint, signed_at: new Date() })
  if (!equalBytes(tree.root(), await rootAt(hash, sm3TileReader(tx), tree.size)))
    throw new Error(`日志自检不通过：国密树第 ${tree.size} 条处由条目与由瓦片算出的根不一致`)
}
