import {
  CompactRange,
  canonicalize,
  concat,
  type Entry,
  type EntryLink,
  equalBytes,
  formatCheckpoint,
  leafHash,
  parseEntry,
  parseNote,
  parseVkey,
  TILE_WIDTH,
  toHex,
  treeRoot,
  utf8Decode,
  verifyCosignatures,
  verifyNote,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type LoggedLeaf,
  selectAllCosignatures,
  selectCheckpoints,
  selectForeignDeposits,
  selectLogged,
  selectPublications,
  selectTile,
} from './fsck-store.ts'
import { logKey } from './log-key.ts'
import { type CheckpointRow, findState } from './log-store.ts'
import { pinnedWitnesses } from './witness.ts'

export interface Finding {
  /** Where: `entry 12`, `tile 0/3`, `checkpoint 40` … */
  at: string
  /** What is wrong, for the operator. */
  message: string
}
export interface LogCheck {
  ok: boolean
  /** Entries checked. */
  size: number
  findings: Finding[]
}
type Report = (at: string, message: string) => void

const hash = nodeCrypto.sha256

/**
 * Computes the whole log again from the leaves: entries, chains, tiles, the root of every checkpoint, all signatures.
 * Reads only what lies below the head at the start, so it may run beside the sequencer.
 */
export async function checkLog(p: Pick<Platform, 'config' | 'db'>): Promise<LogCheck> {
  const findings: Finding[] = []
  const report: Report = (at, message) => findings.push({ at, message })
  const state = await findState(p.db)
  if (!state) return { ok: true, size: 0, findings }
  const checkpoints = await selectCheckpoints(p.db, state.size)
  const newest = checkpoints.at(-1)
  if (newest?.size !== state.size || !newest.root.equals(state.root))
    report('state', '日志的当前位置与最新检查点不一致')
  await checkEntries(p.db, Number(state.size), checkpoints, report)
  await checkSignatures(p, state.size, checkpoints, report)
  for (const number of await selectForeignDeposits(p.db)) report(`deposit ${number}`, '存证与其日志条目不一致')
  return { ok: findings.length === 0, size: Number(state.size), findings }
}

async function checkEntries(db: Database, size: number, checkpoints: readonly CheckpointRow[], report: Report) {
  const tree = new CompactRange(hash)
  const roots = new Map(checkpoints.map((row) => [Number(row.size), row.root]))
  const heads = new Map<string, EntryLink>()
  const levels: Uint8Array[][] = []
  const compareRoot = () => {
    const root = roots.get(tree.size)
    if (root && !equalBytes(root, tree.root())) report(`checkpoint ${tree.size}`, '由条目算出的根与检查点不一致')
  }
  compareRoot()
  while (tree.size < size) {
    const from = tree.size
    const rows = await selectLogged(db, from, Math.min(TILE_WIDTH, size - from))
    for (const row of rows) {
      const index = tree.size
      if (Number(row.index) !== index) return report(`entry ${index}`, '缺少条目')
      const leaf = leafHash(hash, row.entry)
      if (!equalBytes(leaf, row.leaf_hash)) report(`entry ${index}`, '条目的摘要与内容不一致')
      checkEntry(row, index, heads, roots, report)
      heads.set(row.subject, { index, hash: toHex(leaf) })
      tree.append(leaf)
      compareRoot()
      await addToTiles(db, levels, 0, index, leaf, report)
    }
    if (rows.length === 0) return report(`entry ${from}`, '缺少条目')
  }
  // The tiles at the right edge are not full.
  for (const [level, hashes] of levels.entries())
    if (hashes.length > 0) {
      const count = Math.floor(size / TILE_WIDTH ** level)
      await checkTile(db, level, Math.floor(count / TILE_WIDTH), hashes, report)
    }
}

function checkEntry(
  row: LoggedLeaf,
  index: number,
  heads: ReadonlyMap<string, EntryLink>,
  roots: ReadonlyMap<number, Buffer>,
  report: Report,
): void {
  let entry: Entry
  try {
    entry = parseEntry(utf8Decode(row.entry))
  } catch (error) {
    report(`entry ${index}`, `条目不符合格式：${String(error)}`)
    return
  }
  const { type, subject, digests, body, previous, known } = entry
  const logged = canonicalize({ type, subject, digests, body })
  const { sha256, sm3 } = row
  if (logged !== canonicalize({ type: row.type, subject: row.subject, digests: { sha256, sm3 }, body: row.body }))
    report(`entry ${index}`, '条目与提交时的内容不一致')
  if (canonicalize(previous) !== canonicalize(heads.get(subject) ?? null))
    report(`entry ${index}`, '条目没有接在同一编号的前一条之后')
  const root = known && roots.get(known.size)
  if (known && (known.size > index || !root || toHex(root) !== known.root))
    report(`entry ${index}`, '条目所引用的较早检查点不存在')
}

async function addToTiles(
  db: Database,
  levels: Uint8Array[][],
  level: number,
  index: number,
  leaf: Uint8Array,
  report: Report,
): Promise<void> {
  const hashes = levels[level] ?? []
  levels[level] = hashes
  hashes.push(leaf)
  if (hashes.length < TILE_WIDTH) return
  const n = Math.floor(index / TILE_WIDTH)
  await checkTile(db, level, n, hashes, report)
  levels[level] = []
  await addToTiles(db, levels, level + 1, n, treeRoot(hash, hashes), report)
}

/** All widths stored of one tile are beginnings of what it must hold, and the widest is there. */
async function checkTile(db: Database, level: number, n: number, hashes: readonly Uint8Array[], report: Report) {
  const expected = concat(...hashes)
  const rows = await selectTile(db, level, n)
  const at = `tile ${level}/${n}`
  if (!rows.some((row) => row.width >= hashes.length)) report(at, '缺少瓦片')
  for (const { width, bytes } of rows) {
    const compared = Math.min(width * 32, expected.length)
    if (bytes.length !== width * 32 || !equalBytes(bytes.subarray(0, compared), expected.subarray(0, compared)))
      report(at, `宽度 ${width} 的瓦片与条目不一致`)
  }
}

async function checkSignatures(
  p: Pick<Platform, 'config' | 'db'>,
  size: bigint,
  checkpoints: readonly CheckpointRow[],
  report: Report,
): Promise<void> {
  const { vkey, signer } = await logKey(p)
  const logKeys = [parseVkey(nodeCrypto, vkey)]
  const witnesses = [...(await pinnedWitnesses(p.db)).values()].map((w) => parseVkey(nodeCrypto, w.vkey))
  const notes = new Map<bigint, string>()
  for (const { size: at, root, note } of checkpoints) {
    notes.set(at, note)
    const parsed = parseNote(note)
    const right = parsed.text === formatCheckpoint(signer.name, Number(at), root)
    if (!right || verifyNote(nodeCrypto, parsed, logKeys).good.length !== 1)
      report(`checkpoint ${at}`, '检查点的文字或日志签名不正确')
  }
  const checkLine = (place: string, note: string, least: number) => {
    const check = verifyCosignatures(nodeCrypto, parseNote(note), witnesses)
    if (check.bad.length > 0 || check.good.length < least) report(place, '见证签名不正确')
  }
  for (const { size: at, witness, line } of await selectAllCosignatures(p.db, size))
    checkLine(`cosignature ${at} ${witness}`, `${notes.get(at)}${line}`, 1)
  for (const { size: at, note } of await selectPublications(p.db, size)) {
    if (!note.startsWith(notes.get(at) ?? ' ')) report(`publication ${at}`, '公布的不是所签的检查点')
    else checkLine(`publication ${at}`, note, p.config.quorum)
  }
}
