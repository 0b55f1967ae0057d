import {
  canonicalize,
  type Entry,
  type EntryLink,
  equalBytes,
  FormatError,
  formatCheckpoint,
  type Note,
  parseLoggedEntry,
  parseNote,
  parseVkey,
  sm3Origin,
  TILE_WIDTH,
  toHex,
  utf8Decode,
  verifyCosignatures,
  verifyNote,
  verifySm2Note,
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
  selectSm3Checkpoints,
  selectSm3Tile,
  selectTile,
} from './fsck-store.ts'
import { checkTimestamps } from './fsck-timestamps.ts'
import { createTreeCheck, type Report } from './fsck-tree.ts'
import { keysOf, logRing, sm3Ring } from './log-key.ts'
import { type CheckpointRow, findState } from './log-store.ts'
import type { Sm3CheckpointRow } from './sm3-store.ts'
import { keysEverMet } from './witness.ts'

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
  /** ML-DSA-44 cosignatures that this runtime has no means to check. */
  unchecked: number
}
type P = Pick<Platform, 'config' | 'db'>

/**
 * Computes the whole log again from the leaves: entries, chains, tiles, the root of every checkpoint, all signatures.
 * Reads only what lies below the head at the start, so it may run beside the sequencer.
 */
export async function checkLog(p: P): Promise<LogCheck> {
  const findings: Finding[] = []
  const report: Report = (at, message) => findings.push({ at, message })
  const state = await findState(p.db)
  if (!state) return { ok: true, size: 0, findings, unchecked: 0 }
  const checkpoints = await selectCheckpoints(p.db, state.size)
  const newest = checkpoints.at(-1)
  if (newest?.size !== state.size || !newest.root.equals(state.root))
    report('state', '日志的当前位置与最新检查点不一致')
  const sm3 = await selectSm3Checkpoints(p.db, state.size)
  await checkEntries(p.db, Number(state.size), checkpoints, sm3, report)
  await checkSm3Signatures(p, sm3, report)
  await checkTimestamps(p.db, state.size, report)
  const unchecked = await checkSignatures(p, state.size, checkpoints, report)
  for (const number of await selectForeignDeposits(p.db)) report(`deposit ${number}`, '存证与其日志条目不一致')
  return { ok: findings.length === 0, size: Number(state.size), findings, unchecked }
}

async function checkEntries(
  db: Database,
  size: number,
  checkpoints: readonly CheckpointRow[],
  sm3: readonly Sm3CheckpointRow[],
  report: Report,
): Promise<void> {
  const roots = new Map(checkpoints.map((row) => [Number(row.size), row.root]))
  const sm3Notes = new Map(sm3.map((row) => [Number(row.size), row.note]))
  const main = createTreeCheck(
    { hash: nodeCrypto.sha256, prefix: '', roots, tile: (level, n) => selectTile(db, level, n) },
    report,
  )
  const twin = createTreeCheck(
    {
      ...{ hash: nodeCrypto.sm3, prefix: 'sm3 ', roots: new Map(sm3.map((row) => [Number(row.size), row.root])) },
      tile: (level, n) => selectSm3Tile(db, level, n),
    },
    report,
  )
  const heads = new Map<string, EntryLink>()
  for (let index = 0; index < size; ) {
    const rows = await selectLogged(db, index, Math.min(TILE_WIDTH, size - index))
    if (rows.length === 0) return report(`entry ${index}`, '缺少条目')
    for (const row of rows) {
      if (Number(row.index) !== index) return report(`entry ${index}`, '缺少条目')
      const leaf = await main.add(row.entry)
      await twin.add(row.entry)
      if (!equalBytes(leaf, row.leaf_hash)) report(`entry ${index}`, '条目的摘要与内容不一致')
      checkEntry(row, index, heads, roots, report)
      const note = sm3Notes.get(index) ?? null
      if (note !== noteIn(row)) report(`sm3 checkpoint ${index}`, '国密检查点与记载它的条目不一致')
      heads.set(row.subject, { index, hash: toHex(leaf) })
      index += 1
    }
  }
  await main.end()
  await twin.end()
}

/** The checkpoint of the SM3 tree that an entry holds. */
function noteIn({ type, body }: LoggedLeaf): string | null {
  return type === 'sm3_checkpoint' ? (body as { checkpoint: string }).checkpoint : null
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
    entry = parseLoggedEntry(utf8Decode(row.entry))
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

/** Null for what was damaged so that it is no note any more: a finding like others, which must not hide those behind it. */
function readNote(note: string): Note | null {
  try {
    return parseNote(note)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** Gives how many cosignatures could not be checked. */
async function checkSignatures(
  p: P,
  size: bigint,
  checkpoints: readonly CheckpointRow[],
  report: Report,
): Promise<number> {
  const logKeys = (await keysOf(p, logRing)).map((key) => parseVkey(nodeCrypto, key.vkey))
  const witnesses = (await keysEverMet(p.db)).map((w) => parseVkey(nodeCrypto, w.vkey))
  let unchecked = 0
  const notes = new Map<bigint, string>()
  for (const { size: at, root, note } of checkpoints) {
    notes.set(at, note)
    const parsed = readNote(note)
    const right = parsed?.text === formatCheckpoint(p.config.logOrigin, Number(at), root)
    if (!right || verifyNote(nodeCrypto, parsed, logKeys).good.length === 0)
      report(`checkpoint ${at}`, '检查点的文字或日志签名不正确')
  }
  const checkLine = (place: string, note: string, least: number) => {
    const parsed = readNote(note)
    const check = parsed && verifyCosignatures(nodeCrypto, parsed, witnesses)
    // A witness that signs in two ways is one; whose signature cannot be checked here is not called wrong.
    const names = new Set([...(check?.good.map(({ key }) => key.name) ?? []), ...(check?.unchecked ?? [])])
    if (!check || check.bad.length > 0 || names.size < least) report(place, '见证签名不正确')
    return check?.unchecked.length ?? 0
  }
  for (const { size: at, witness, line } of await selectAllCosignatures(p.db, size))
    unchecked += checkLine(`cosignature ${at} ${witness}`, `${notes.get(at)}${line}`, 1)
  for (const { size: at, note } of await selectPublications(p.db, size)) {
    if (!note.startsWith(notes.get(at) ?? ' ')) report(`publication ${at}`, '公布的不是所签的检查点')
    else checkLine(`publication ${at}`, note, p.config.quorum)
  }
  return unchecked
}

/** How many of the newest SM2 signatures are verified. */
const verifiedSm2 = 256

async function checkSm3Signatures(p: P, checkpoints: readonly Sm3CheckpointRow[], report: Report): Promise<void> {
  const keys = (await keysOf(p, sm3Ring)).map((key) => parseVkey(nodeCrypto, key.vkey))
  for (const [i, { size, root, note }] of checkpoints.entries()) {
    const parsed = readNote(note)
    const right = parsed?.text === formatCheckpoint(sm3Origin(p.config.logOrigin), Number(size), root)
    // Milliseconds each. The older ones are byte for byte in entries that witnesses have signed for.
    const check = parsed && i >= checkpoints.length - verifiedSm2 ? verifySm2Note(nodeCrypto, parsed, keys) : null
    if (!right || (check && (check.bad.length > 0 || check.good.length === 0)))
      report(`sm3 checkpoint ${size}`, '国密检查点的文字或 SM2 签名不正确')
  }
}
