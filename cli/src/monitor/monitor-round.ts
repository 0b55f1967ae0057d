import {
  ED25519,
  type Entry,
  equalBytes,
  type ForkProof,
  formatTime,
  isQuorum,
  type Policy,
  parseNote,
  parseVkey,
  proveFork,
  type SeenHead,
  SM2_NOTE,
  sm3Origin,
  type TileReader,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Finding } from './finding.ts'
import { auditLog } from './log-audit.ts'
import { type Head, readHead, readVkey } from './log-keys.ts'
import { type LogSource, MissingTile, SourceError, tilesOf } from './log-source.ts'
import type { MonitorState, MonitorStore } from './monitor-store.ts'
import { checkTwin, readTwinHead } from './twin-audit.ts'
import { askWitness, fetchWitnessKey } from './witness-heads.ts'

export interface MonitorOptions {
  source: LogSource
  store: MonitorStore
  /** Who must have cosigned; null where the person gave none. */
  policy: Policy | null
  /** Addresses of witnesses to compare with. */
  witnessUrls: readonly string[]
  /** Seconds without a new cosignature after which the log counts as stalled. */
  stalledAfter: number
  /** Seconds that the log has to show what a witness has seen already. */
  patience: number
  /** Unix seconds. */
  now(): number
  report(finding: Finding): void
  onEntry?(index: number, entry: Entry): void
}

/** One look at the log and its witnesses. Gives the proof of a fork where there is one. */
export const monitorRound = async (o: MonitorOptions): Promise<ForkProof | null> => {
  try {
    return await lookAt(o)
  } catch (error) {
    await o.store.undo()
    if (error instanceof SourceError) o.report({ code: 'unreachable', at: o.source.place, detail: error.message })
    else if (error instanceof MissingTile) o.report({ code: 'missing', at: error.path })
    else throw error
    return null
  }
}

const lookAt = async (o: MonitorOptions): Promise<ForkProof | null> => {
  const { source, store, report } = o
  const twinHead = await readTwinHead(source, report)
  const bytes = await source.read('checkpoint')
  if (bytes === null) {
    report({ code: 'missing', at: 'checkpoint' })
    return null
  }
  const { origin } = store.state
  const head = readHead(bytes, origin, keysOf(store.state))
  if (typeof head === 'string') {
    report({ code: head, at: 'checkpoint' })
    return null
  }
  const here: SeenHead = { from: source.place, note: head.note }
  const ours: SeenHead = { from: `${source.place}（本监测此前所见）`, note: store.state.note }
  const follow = await compare(o, head, here, ours)
  if (follow !== 'follow') return follow
  const next = await advance(o, head, twinHead)
  if (next === null) return null
  checkCosigners(o, head, next)
  const fork = (await compareWitnesses(o, head, here, next)) ?? (await comparePending(o, here, next))
  await store.save(next)
  return fork
}

const keysOf = ({ vkeys }: MonitorState) => vkeys.map((vkey) => parseVkey(nodeCrypto, vkey))
const forkAt = (now: number) => formatTime(now)

/** Whether the head goes on from what was computed; else what stands against it is reported or proved. */
const compare = async (
  o: MonitorOptions,
  head: Head,
  here: SeenHead,
  ours: SeenHead,
): Promise<ForkProof | 'follow' | null> => {
  const { source, store, report } = o
  const { size } = store.state
  if (ours.note === '' || size === 0) return 'follow'
  const { tree } = store.computed
  if (head.size <= size) {
    if (!equalBytes(await tree.rootAt(head.size), head.root)) return await forked(o, [here, ours], tree.tiles)
    if (head.size === size) return 'follow'
    report({ code: 'rolled_back', at: `${size}`, detail: `${head.size}` })
    return null
  }
  return (await forked(o, [ours, here], tilesOf(source, '', head.size), true)) ?? 'follow'
}

/** A proved fork. With `asked` nothing is said when there is none: the entries are then looked at one by one. */
const forked = async (
  { report, now }: MonitorOptions,
  heads: readonly [SeenHead, SeenHead],
  tiles: TileReader,
  asked = false,
): Promise<ForkProof | null> => {
  const proof = await proveFork(nodeCrypto, heads, tiles, forkAt(now())).catch((error: unknown) => {
    // Tiles that are cut short prove nothing either.
    if (error instanceof MissingTile || error instanceof SourceError) throw error
    return null
  })
  if (proof) report({ code: 'fork', at: heads[0].from, detail: heads[1].from })
  else if (!asked) report({ code: 'head_wrong', at: heads[0].from })
  return proof
}

/** Computes the log up to a head; null when it is not what the head says, and then nothing is kept. */
const advance = async (o: MonitorOptions, head: Head, twinRead: Head | null): Promise<MonitorState | null> => {
  const { source, store, report } = o
  const { state, computed } = store
  const now = o.now()
  const announced: Record<'sha256' | 'sm3', string[]> = { sha256: [], sm3: [] }
  const findings: Finding[] = []
  const twinHead = twinRead && twinRead.size <= head.size ? twinRead : null
  if (twinRead && !twinHead) report({ code: 'head_unreadable', at: 'sm3/checkpoint' })
  const audited = await auditLog({
    ...{
      source,
      computed,
      to: head.size,
      twinSize: twinHead?.size ?? 0,
      now,
      lastTime: state.lastTime,
    },
    report: (finding) => findings.push(finding),
    onEntry: (index, entry) => {
      noteKey(entry, announced)
      o.onEntry?.(index, entry)
    },
  })
  for (const finding of findings) report(finding)
  const right = audited.complete && equalBytes(await computed.tree.rootAt(head.size), head.root)
  // Either the tiles or the entries are wrong: the signed root decides.
  for (const { path, index } of audited.differing)
    report(right ? { code: 'tile_wrong', at: path } : { code: 'entry_wrong', at: `${index}`, detail: path })
  if (audited.complete && !right) report({ code: 'head_wrong', at: source.place })
  if (!right) {
    await store.undo()
    return null
  }
  for (const vkey of [...announced.sha256, ...announced.sm3]) report({ code: 'key_changed', at: vkey })
  const vkeys = [...new Set([...state.vkeys, ...announced.sha256])]
  const sm3Vkeys = [...new Set([...state.sm3Vkeys, ...announced.sm3])]
  const again = readHead(Buffer.from(head.note), head.origin, vkeys.map(vkeyOf))
  if (typeof again === 'string' || again.strangers) report({ code: 'key_unknown', at: 'checkpoint' })
  await checkTwin({
    computed,
    twinHead,
    logged: audited.twinHeads,
    origin: sm3Origin(state.origin),
    vkeys: sm3Vkeys,
    report,
  })
  const grown = head.size > state.size || state.grownAt === 0
  return {
    ...{ ...state, vkeys, sm3Vkeys, size: head.size, note: head.note, lastTime: audited.lastTime },
    grownAt: grown ? now : state.grownAt,
  }
}

const vkeyOf = (vkey: string) => parseVkey(nodeCrypto, vkey)

/** A key that the log itself announces, in an entry under its old key's signature. */
const noteKey = ({ type, subject, body }: Entry, announced: Record<'sha256' | 'sm3', string[]>): void => {
  if (type !== 'key' || subject !== 'log-key' || typeof body.vkey !== 'string') return
  if (body.tree === 'sha256' && readVkey(body.vkey, ED25519)) announced.sha256.push(body.vkey)
  if (body.tree === 'sm3' && readVkey(body.vkey, SM2_NOTE)) announced.sm3.push(body.vkey)
}

/** Compares the witnesses' signatures on the head with the policy, and their newest with the clock. */
const checkCosigners = (
  { policy, report, now, stalledAfter }: MonitorOptions,
  head: Head,
  next: MonitorState,
): void => {
  let newest = next.grownAt
  if (policy) {
    const keys = policy.witnesses.map(({ key }) => key)
    const check = verifyCosignatures(nodeCrypto, parseNote(head.note), keys)
    for (const name of check.bad) report({ code: 'cosigner_bad', at: name })
    const signed = check.good.map(({ key }) => key)
    const names = [...signed.map(({ name }) => name), ...check.unchecked]
    for (const { key } of policy.witnesses)
      if (!names.includes(key.name)) report({ code: 'cosigner_missing', at: key.name })
    if (!isQuorum(policy, signed)) report({ code: 'quorum_missing', at: `${head.size}` })
    newest = Math.max(0, ...check.good.map(({ time }) => time))
  }
  if (now() - newest > stalledAfter) report({ code: 'stalled', at: formatTime(Math.max(0, newest)) })
}

/** Asks each witness for its newest head and lays it beside what was computed. Changes `next`. */
const compareWitnesses = async (
  o: MonitorOptions,
  head: Head,
  here: SeenHead,
  next: MonitorState,
): Promise<ForkProof | null> => {
  const { store, report, policy } = o
  const { tree } = store.computed
  for (const url of o.witnessUrls) {
    const known = policy?.witnesses.filter((w) => w.url?.replace(/\/+$/, '') === url).map(({ key }) => key) ?? []
    const pinned = known.length > 0 ? null : (next.witnesses[url] ?? (await fetchWitnessKey(url)))
    if (pinned) next.witnesses = { ...next.witnesses, [url]: pinned }
    const answer = await askWitness({ url, keys: pinned ? [vkeyOf(pinned)] : known }, head.origin, keysOf(next))
    if ('code' in answer) {
      report(answer)
      continue
    }
    const seen: SeenHead = { from: url, note: answer.note }
    if (answer.size > next.size) {
      // Cosigned a moment ago and published the next: only what stays hidden is suspicious. The head is kept all the same.
      if (!(await showsSoon(o, next, answer.size))) report({ code: 'witness_ahead', at: url, detail: `${answer.size}` })
      if (next.pending.length < 64 && !next.pending.some(({ note }) => note === seen.note))
        next.pending = [...next.pending, seen]
    } else if (!equalBytes(await tree.rootAt(answer.size), answer.root))
      return await forked(o, [seen, here], tree.tiles)
    else if (answer.size < next.size) report({ code: 'witness_behind', at: url, detail: `${answer.size}` })
  }
  return null
}

/** Whether the log shows a head of at least this size within a few seconds. */
const showsSoon = async ({ source, patience }: MonitorOptions, state: MonitorState, size: number): Promise<boolean> => {
  for (let tries = 5; tries > 0; tries--) {
    const bytes = await source.read('checkpoint')
    const head = bytes && readHead(bytes, state.origin, keysOf(state))
    if (head !== null && typeof head !== 'string' && head.size >= size) return true
    await new Promise((resolve) => setTimeout(resolve, (patience * 1000) / 5))
  }
  return false
}

/** Heads seen earlier that went further than the log: now that it has grown they must fit. Changes `next`. */
const comparePending = async (o: MonitorOptions, here: SeenHead, next: MonitorState): Promise<ForkProof | null> => {
  const { tree } = o.store.computed
  const left: SeenHead[] = []
  for (const seen of next.pending) {
    const head = readHead(Buffer.from(seen.note), next.origin, keysOf(next))
    if (typeof head === 'string') continue
    if (head.size > next.size) left.push(seen)
    else if (!equalBytes(await tree.rootAt(head.size), head.root)) return await forked(o, [seen, here], tree.tiles)
  }
  next.pending = left
  return null
}
