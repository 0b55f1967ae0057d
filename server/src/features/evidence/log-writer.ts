import {
  CompactRange,
  type EntryLink,
  type EntryType,
  emptyRoot,
  entryBytes,
  equalBytes,
  formatCheckpoint,
  formatTime,
  growTiles,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVkey,
  rootAt,
  signNote,
  type TileReader,
  toHex,
  verifyNote,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { createBacklog, type Next } from './backlog.ts'
import { timeOfNext } from './log-clock.ts'
import { keysOf, type LogKey, logKey, logRing, openKeys, signersNow, sm3Ring } from './log-key.ts'
import {
  type EntryRow,
  findState,
  findTile,
  insertCheckpoint,
  insertEntries,
  insertTiles,
  type LeafToLog,
  lockState,
  newestCheckpoint,
  newestPublication,
  selectEntries,
  selectHeads,
  selectLeafHashes,
  startLog,
  swapState,
  takeLeaves,
} from './log-store.ts'
import { extendTwin, openTwin, type Sm3Key, storeTwin } from './sm3-twin.ts'

/** Most leaves in one batch, and so the most entries between two checkpoints. */
export const BATCH = 256

const hash = nodeCrypto.sha256

/**
 * The steps of one batch in the order of durability. What a crash right after each of them means:
 * - `entries`, `tiles`, `read_back`, `signed`, `swapped`: nothing. All are one transaction that was not committed; the
 *   leaves wait as before. The signed checkpoint has left this process nowhere, so signing another one later forks nothing.
 * - `committed`: entries and checkpoint are durable and no witness knows of it. Whoever leads next finds the newest
 *   checkpoint unpublished and submits it.
 * - `answered`: witnesses hold the checkpoint and their cosignatures are lost. They are asked again and cosign again.
 * - `cosigned`: as many cosignatures as came are stored. The next leader asks again and publishes.
 * - `published`: done. Receipts are given out.
 * That an error is reported for a transaction that in truth was committed is the same as a crash after it: nothing of
 * what this process believes is used again, the next leader reads what is stored.
 */
export const steps = [
  'entries',
  'tiles',
  'read_back',
  'signed',
  'swapped',
  'committed',
  'answered',
  'cosigned',
  'published',
] as const
export type Step = (typeof steps)[number]
/** Told of each step as it is reached; what it throws ends the leadership as a crash would. */
export type Reached = (step: Step) => void

/** Tiles as they are stored. */
export function tileReader(db: Database): TileReader {
  return async (level, index, width) => {
    const bytes = await findTile(db, 'log_tile', [level, index, width])
    if (!bytes) throw new Error(`log tile ${level}/${index} of width ${width} is missing`)
    return bytes
  }
}

/** The log's state, made with a checkpoint over nothing at the very first start. */
export async function ensureLog(p: Pick<Platform, 'config' | 'db'>) {
  const found = await findState(p.db)
  if (found) return found
  const { signer } = await logKey(p)
  const root = Buffer.from(emptyRoot(hash))
  const note = signNote(formatCheckpoint(signer.name, 0, root), [signer])
  await inTx(p.db, (tx) => startLog(tx, { size: 0n, root, note, signed_at: new Date() }))
  const made = await findState(p.db)
  if (!made) throw new Error('log state is missing')
  return made
}

export interface LogWriter {
  /** Logs the next batch; the number of entries added. Throws when anything is not as this writer left it. */
  append(): Promise<number>
}

/**
 * Opens the log for writing; only the leader may. Recovery is this: the tree is built again from the stored leaf hashes
 * and must have the root that the state and the newest signed checkpoint say.
 */
export async function openLogWriter(p: Pick<Platform, 'config' | 'db'>, reached: Reached): Promise<LogWriter> {
  const state = await ensureLog(p)
  const { logOrigin } = p.config
  const openBoth = async () => ({ log: await openKeys(p, logRing), sm3: await openKeys(p, sm3Ring) })
  let keys = await openBoth()
  let tree = await rebuild(p.db, Number(state.size))
  let twin = await openTwin(p, tree.size)
  const checkpoint = await newestCheckpoint(p.db)
  const text = formatCheckpoint(logOrigin, tree.size, tree.root())
  const note = parseNote(checkpoint?.note ?? '')
  const known = (await keysOf(p, logRing)).map((key) => parseVkey(nodeCrypto, key.vkey))
  const signed = verifyNote(nodeCrypto, note, known).good.length > 0
  if (!equalBytes(tree.root(), state.root) || note.text !== text || !signed)
    throw new Error(`日志自检不通过：第 ${tree.size} 条处的根与检查点不一致，请运行 datadeed fsck`)
  const backlog = createBacklog()
  return {
    async append() {
      const done = await inTx(p.db, (tx) =>
        appendBatch(tx, { ...keys, logOrigin, tree, twin }, backlog.next(), reached),
      )
      if (done.count > 0) reached('committed')
      tree = done.tree
      twin = done.twin
      // The entry that names a new key is the last one signed without it.
      if (done.rotated) keys = await openBoth()
      backlog.took(done.ids)
      return done.count
    },
  }
}

async function rebuild(db: Database, size: number): Promise<CompactRange> {
  const tree = new CompactRange(hash)
  while (tree.size < size) {
    const hashes = await selectLeafHashes(db, tree.size, Math.min(size, tree.size + 10_000))
    if (hashes.length === 0) throw new Error(`日志自检不通过：缺少第 ${tree.size} 条，请运行 datadeed fsck`)
    for (const leaf of hashes) tree.append(leaf)
  }
  return tree
}

/** What a writer holds between two batches. */
interface Head {
  log: readonly LogKey[]
  sm3: readonly Sm3Key[]
  logOrigin: string
  tree: CompactRange
  twin: CompactRange
}

async function appendBatch(tx: Tx, { log, sm3, logOrigin, tree: old, twin }: Head, next: Next, reached: Reached) {
  const nothing = { count: 0, ids: [], tree: old, twin, rotated: false }
  const head = await lockState(tx)
  if (head.state === 'closed') throw new Error(`存证日志已关闭：${head.reason}`)
  if (head.size !== BigInt(old.size) || !equalBytes(head.root, old.root()))
    throw new Error('another sequencer moved the log')
  // Also while nothing waits: who looks at the log's page should know before something does.
  const loggedAt = await timeOfNext(tx)
  const leaves = await takeLeaves(tx, next, BATCH)
  if (leaves.length === 0) return nothing
  const read = tileReader(tx)
  const rows = await completeEntries(tx, leaves, old.size, loggedAt)
  const second = await extendTwin(tx, twin, rows, logOrigin, signersNow(sm3), async (leaf) => {
    const [row] = await completeEntries(tx, [leaf], old.size + leaves.length, loggedAt)
    return row as EntryRow
  })
  rows.push(second.entry)
  await insertEntries(tx, rows)
  reached('entries')
  const tiles = await growTiles(
    hash,
    read,
    old.size,
    rows.map((row) => row.leafHash),
  )
  await insertTiles(tx, 'log_tile', tiles)
  await storeTwin(tx, second)
  reached('tiles')
  // The root by two ways from what was read back: from the entries through the tree in memory, and from the tiles.
  const tree = new CompactRange(hash, old.state())
  const size = old.size + rows.length
  for (const { entry } of await selectEntries(tx, old.size, size)) tree.append(leafHash(hash, entry))
  const root = Buffer.from(tree.root())
  if (tree.size !== size || !equalBytes(root, await rootAt(hash, read, size)))
    throw new Error(`日志自检不通过：第 ${size} 条处由条目与由瓦片算出的根不一致`)
  reached('read_back')
  const note = signNote(formatCheckpoint(logOrigin, size, root), signersNow(log))
  reached('signed')
  await insertCheckpoint(tx, { size: BigInt(size), root, note, signed_at: new Date() })
  if (!(await swapState(tx, head, { size: BigInt(size), root }))) throw new Error('another sequencer moved the log')
  reached('swapped')
  const rotated = leaves.some((leaf) => leaf.type === 'key')
  return { count: leaves.length, ids: rows.map((row) => row.leafId), tree, twin: second.tree, rotated }
}

/** Leaves made entries: index, real time (never the demonstration clock's), the subject's chain, lower bound. */
async function completeEntries(
  tx: Tx,
  leaves: readonly LeafToLog[],
  from: number,
  loggedAt: Date,
): Promise<EntryRow[]> {
  const subjects = [...new Set(leaves.map((leaf) => leaf.subject))]
  const heads = new Map<string, EntryLink>()
  for (const { subject, index, entry, leaf_hash } of await selectHeads(tx, subjects)) {
    // What is chained to stays named for ever.
    if (!equalBytes(leafHash(hash, entry), leaf_hash))
      throw new Error(`日志自检不通过：第 ${index} 条的内容与摘要不一致`)
    heads.set(subject, { index: Number(index), hash: toHex(leaf_hash) })
  }
  const newest = await newestPublication(tx)
  // From the note itself, which the witnesses signed.
  const seen = newest && parseCheckpoint(parseNote(newest.note).text)
  const known = seen ? { size: seen.size, root: toHex(seen.root) } : null
  const time = formatTime(loggedAt.getTime() / 1000)
  return leaves.map((leaf, i) => {
    const { subject, sha256, sm3 } = leaf
    const entry = entryBytes({
      ...{ type: leaf.type as EntryType, subject, time, digests: { sha256, sm3 } },
      ...{ previous: heads.get(subject) ?? null, known, body: leaf.body as object },
    })
    const index = from + i
    const digest = leafHash(hash, entry)
    heads.set(subject, { index, hash: toHex(digest) })
    return { index, leafId: leaf.id, subject, entry, leafHash: digest, loggedAt }
  })
}
