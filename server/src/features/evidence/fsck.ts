import {
  canonicalize,
  type Entry,
  type EntryLink,
  equalBytes,
  FormatError,
  formatCheckpoint,
  MLDSA_COSIGNATURE,
  type Note,
  parseLoggedEntry,
  parseNote,
  parseVkey,
  sm3Origin,
  TILE_WIDTH,
  toHex,
  utf8Decode,
  type VerifierKey,
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
import { firstRule, ruleOf } from './log-policy.ts'
import { type CheckpointRow, findState } from './log-store.ts'
import { isEnough, type QuorumRule } from './quorum.ts'
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
  const read = await checkEntries(p.db, Number(state.size), checkpoints, sm3, report)
  await checkSm3Signatures(p, sm3, report)
  await checkTimestamps(p.db, state.size, report)
  const unchecked = await checkSignatures(p, state.size, checkpoints, read, report)
  for (const number of await selectForeignDeposits(p.db)) report(`deposit ${number}`, '存证与其日志条目不一致')
  return { ok: findings.length === 0, size: Number(state.size), findings, unchecked }
}

/** What the entries say of the checkpoints over them. */
interface Told {
  /** What is asked of witnesses, by the index of the entry that says so. */
  rules: Map<number, QuorumRule>
  /** Unix seconds of the newest entry below each checkpoint, by its size. */
  times: Map<number, number>
}

async function checkEntries(
  db: Database,
  size: number,
  checkpoints: readonly CheckpointRow[],
  sm3: readonly Sm3CheckpointRow[],
  report: Report,
): Promise<Told> {
  const told: Told = { rules: new Map(), times: new Map() }
  let [newest, timeText] = [0, '']
  const missing = (index: number) => {
    report(`entry ${index}`, '缺少条目')
    return told
  }
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
    if (rows.length === 0) return missing(index)
    for (const row of rows) {
      if (Number(row.index) !== index) return missing(index)
      const leaf = await main.add(row.entry)
      await twin.add(row.entry)
      if (!equalBytes(leaf, row.leaf_hash)) report(`entry ${index}`, '条目的摘要与内容不一致')
      const entry = checkEntry(row, index, heads, roots, report)
      // The entries of one batch have one time.
      if (entry && entry.time !== timeText) {
        timeText = entry.time
        const time = Date.parse(timeText) / 1000
        if (time < newest - skew) report(`entry ${index}`, '条目的时间早于它前面的条目')
        newest = Math.max(newest, time)
      }
      const rule = entry && readRule(entry, index, report)
      if (rule) told.rules.set(index, rule)
      const note = sm3Notes.get(index) ?? null
      if (note !== noteIn(row)) report(`sm3 checkpoint ${index}`, '国密检查点与记载它的条目不一致')
      heads.set(row.subject, { index, hash: toHex(leaf) })
      index += 1
      if (roots.has(index)) told.times.set(index, newest)
    }
  }
  await main.end()
  await twin.end()
  return told
}

/** Seconds by which clocks of honest machines may differ, as verifiers allow. */
const skew = 300

function readRule({ type, body }: Entry, index: number, report: Report): QuorumRule | null {
  if (type !== 'policy') return null
  try {
    return ruleOf(body)
  } catch (error) {
    report(`entry ${index}`, `见证策略无法读取：${String(error)}`)
    return null
  }
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
): Entry | null {
  let entry: Entry
  try {
    entry = parseLoggedEntry(utf8Decode(row.entry))
  } catch (error) {
    report(`entry ${index}`, `条目不符合格式：${String(error)}`)
    return null
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
  return entry
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
  told: Told,
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
  /** The keys that signed, where all signatures are right; one that cannot be checked here is not called wrong. */
  const signersOf = (place: string, at: bigint, note: string): VerifierKey[] | null => {
    const parsed = readNote(note)
    const check = parsed && verifyCosignatures(nodeCrypto, parsed, witnesses)
    if (!check || check.bad.length > 0) {
      report(place, '见证签名不正确')
      return null
    }
    if (place.startsWith('cosignature')) unchecked += check.unchecked.length
    const newest = told.times.get(Number(at)) ?? 0
    for (const { key, time } of check.good)
      if (time < newest - skew) report(place, `见证方 ${key.name} 的签名时间早于所见证的条目`)
    const isUnchecked = ({ name, type }: VerifierKey) => type === MLDSA_COSIGNATURE && check.unchecked.includes(name)
    return [...check.good.map(({ key }) => key), ...witnesses.filter(isUnchecked)]
  }
  for (const { size: at, witness, line } of await selectAllCosignatures(p.db, size)) {
    const place = `cosignature ${at} ${witness}`
    if (signersOf(place, at, `${notes.get(at)}${line}`)?.length === 0) report(place, '见证签名不正确')
  }
  const first = (await firstRule(p.db)) ?? p.config
  const changes = [...told.rules].toReversed()
  for (const { size: at, note } of await selectPublications(p.db, size)) {
    const place = `publication ${at}`
    if (!note.startsWith(notes.get(at) ?? ' ')) {
      report(place, '公布的不是所签的检查点')
      continue
    }
    const signers = signersOf(place, at, note)
    // By what was asked for then, not by what is asked for today.
    const [since, rule] = changes.find(([index]) => index < at) ?? [null, first]
    if (signers && !isEnough(rule, signers))
      report(place, `见证签名不够：${since === null ? '日志启用时' : `第 ${since} 条起`}的见证策略没有满足`)
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
