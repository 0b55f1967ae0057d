import { AppError } from '@datadeed/core/kernel/errors'
import {
  ENTRY_TYPES,
  type Entry,
  type EntryType,
  equalBytes,
  type Hash,
  inclusionRanges,
  leafHash,
  nodeHash,
  parseCheckpoint,
  parseEntry,
  parseNote,
  parseProof,
  parseSignatures,
  parseVkey,
  SM3_PROOF,
  tileInclusionProof,
  toHex,
  utf8Decode,
  type VerifierKey,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { hasLeaf, newestEntries, newestOfSubject, newestOfType, nextOfSubject } from './explorer-store.ts'
import { type CosignatureAlgorithm, cosignatureAlgorithm } from './health.ts'
import { provablePositions } from './log-policy.ts'
import { cosignaturesOf, publishedNotes, selectEntries } from './log-store.ts'
import { tileReader } from './log-writer.ts'
import { proofText } from './package.ts'
import { type PositionRow, publishedSize, selectPositions } from './position-store.ts'
import { sm3ProofText } from './sm3-reading.ts'
import { firstTimestamps } from './timestamp-store.ts'
import { keysEverMet } from './witness.ts'

type P = Pick<Platform, 'config' | 'db'>

/** One step from the leaf towards the root: the sibling's hash, the leaves below it, and what the two give. Hex. */
export interface PathStep {
  side: 'left' | 'right'
  /** Leaves `[start, end)`. */
  start: number
  end: number
  sibling: string
  node: string
}

/** A leaf in a tree, with its way to the root of a checkpoint. */
export interface TreePath {
  hash: 'sha256' | 'sm3'
  index: number
  size: number
  leaf: string
  root: string
  steps: PathStep[]
  /** Whether the path, computed anew, ends in the checkpoint's root. */
  holds: boolean
}

/** A moment that bounds or claims when the entry came to be. Unix seconds. */
export interface Moment {
  kind: 'known' | 'logged' | 'witness' | 'quorum' | 'token'
  at: number
  name: string
  /** How a witness signed. */
  algorithms?: CosignatureAlgorithm[]
}

export interface PublishedEntry {
  index: number
  text: string
  entry: Entry
  trees: { sha256: TreePath; sm3: TreePath | null }
  /** In the order of time. */
  moments: Moment[]
  notBefore: number | null
  notAfter: number | null
  /** The subject's next entry; one that is not published yet is `waiting`. */
  next: number | 'waiting' | null
}

/** A published entry with all that bears on it; `waiting` before its checkpoint is published, null where there is none. */
export async function getEntry(p: P, index: number): Promise<PublishedEntry | 'waiting' | null> {
  const [row] = await selectEntries(p.db, index, index + 1)
  if (!row) return null
  const [position] = await selectPositions(p.db, [row.leaf_id])
  if (!position) return 'waiting'
  const text = utf8Decode(row.entry)
  const entry = parseEntry(text)
  const [path, sm3, time, next, published] = await Promise.all([
    tileInclusionProof(nodeCrypto.sha256, tileReader(p.db), index, Number(position.size)),
    sm3ProofText(p.db, row.index),
    timesOf(p, entry, position),
    nextOfSubject(p.db, row.subject, row.index),
    publishedSize(p.db),
  ])
  const place = { index, size: Number(position.size) }
  return {
    index,
    text,
    entry,
    trees: {
      sha256: treePath('sha256', nodeCrypto.sha256, row.entry, place, path, position.root),
      sm3: sm3 === null ? null : sm3Path(row.entry, sm3),
    },
    ...time,
    next: next === null ? null : next < published ? Number(next) : 'waiting',
  }
}

function sm3Path(entry: Uint8Array, text: string): TreePath {
  const proof = parseProof(text, SM3_PROOF)
  const { size, root } = parseCheckpoint(parseNote(proof.checkpoint).text)
  return treePath('sm3', nodeCrypto.sm3, entry, { index: proof.index, size }, proof.path, root)
}

function treePath(
  name: TreePath['hash'],
  hash: Hash,
  entry: Uint8Array,
  { index, size }: { index: number; size: number },
  path: readonly Uint8Array[],
  root: Uint8Array,
): TreePath {
  const leaf = leafHash(hash, entry)
  let node = leaf
  const steps = inclusionRanges(index, size).map(({ start, end }, i): PathStep => {
    const sibling = path[i] as Uint8Array
    const side = start < index ? 'left' : 'right'
    node = side === 'left' ? nodeHash(hash, sibling, node) : nodeHash(hash, node, sibling)
    return { side, start, end, sibling: toHex(sibling), node: toHex(node) }
  })
  return { hash: name, index, size, leaf: toHex(leaf), root: toHex(root), steps, holds: equalBytes(node, root) }
}

/** The two-sided bracket as the verifier computes it, from signatures alone, and what lies in and around it. */
async function timesOf(p: P, entry: Entry, position: PositionRow) {
  const [met, notes, stored, tokens] = await Promise.all([
    keysEverMet(p.db),
    publishedNotes(p.db, entry.known ? [entry.known.size] : []),
    cosignaturesOf(p.db, position.size),
    firstTimestamps(p.db, position.index),
  ])
  const keys = met.map(({ vkey }) => parseVkey(nodeCrypto, vkey))
  const seen = (note: string | undefined, later = '') => {
    if (note === undefined) return []
    const { text, signatures } = parseNote(note)
    const all = { text, signatures: later === '' ? signatures : [...signatures, ...parseSignatures(later)] }
    const counted = verifyCosignatures(nodeCrypto, all, keys).good.toSorted((a, b) => a.time - b.time)
    // One witness that signs in two ways is still one.
    return [...Map.groupBy(counted, ({ key }) => key.name)].flatMap(([name, [first, ...more]]) => {
      const keys = first ? [first, ...more].map(({ key }) => key) : []
      return first ? { name, time: first.time, algorithms: algorithmsOf(keys) } : []
    })
  }
  const [known] = seen(entry.known ? notes.get(entry.known.size) : undefined)
  const last = p.config.quorum > 0 ? seen(position.note)[p.config.quorum - 1] : undefined
  // Who was slower than the quorum is not in the note that receipts carry, but signed all the same.
  const late = stored.filter(({ line }) => !position.note.includes(line))
  const witnesses = seen(position.note, late.map(({ line }) => line).join(''))
  const moments: Moment[] = [
    ...(known ? [{ kind: 'known' as const, at: known.time, name: known.name }] : []),
    { kind: 'logged' as const, at: Date.parse(entry.time) / 1000, name: '' },
    ...witnesses.map(({ name, time, algorithms }) => ({ kind: 'witness' as const, at: time, name, algorithms })),
    ...(last ? [{ kind: 'quorum' as const, at: last.time, name: '' }] : []),
    ...firstTokens(tokens),
  ]
  return {
    // What came first in the order above stays first within a second.
    moments: moments.toSorted((a, b) => a.at - b.at),
    notBefore: known?.time ?? null,
    notAfter: last?.time ?? null,
  }
}

const algorithmsOf = (keys: readonly VerifierKey[]): CosignatureAlgorithm[] =>
  [...new Set(keys.map(({ type }) => cosignatureAlgorithm(type)))].sort()

function firstTokens(tokens: readonly { authority: string; at: Date }[]): Moment[] {
  const first = new Map<string, number>()
  for (const { authority, at } of tokens) {
    const seconds = at.getTime() / 1000
    first.set(authority, Math.min(first.get(authority) ?? seconds, seconds))
  }
  return [...first].map(([url, at]) => ({ kind: 'token', at, name: URL.canParse(url) ? new URL(url).host : url }))
}

export interface EntryList {
  items: { index: number; type: EntryType; subject: string; time: string }[]
  /** The index to go on below, or null at the end. */
  next: number | null
}

const pageSize = 20

/** Published entries, the newest first, of one type or all but SM3 checkpoints. */
export async function listEntries(
  p: P,
  { type, before, limit = pageSize }: { type: EntryType | null; before: number | null; limit?: number },
): Promise<EntryList> {
  const published = await publishedSize(p.db)
  const range = { published, before: before === null ? null : BigInt(before), limit: limit + 1 }
  const rows = type === null ? await newestEntries(p.db, range) : await newestOfType(p.db, type, range)
  const items = rows.slice(0, limit).map((row) => {
    const entry = parseEntry(utf8Decode(row.entry))
    return { index: Number(row.index), type: entry.type, subject: entry.subject, time: entry.time }
  })
  return { items, next: rows.length > limit ? (items.at(-1)?.index ?? null) : null }
}

/** What somebody typed: an index as it is, a number's newest entry, `waiting` before there is one, null for nothing known. */
export async function findIndex(p: P, typed: string): Promise<number | 'waiting' | null> {
  if (/^\d{1,15}$/.test(typed)) return Number(typed)
  const [index, published] = await Promise.all([newestOfSubject(p.db, typed), publishedSize(p.db)])
  if (index !== null) return index < published ? Number(index) : 'waiting'
  return (await hasLeaf(p.db, typed)) ? 'waiting' : null
}

export function readEntryType(typed: string | undefined): EntryType | null {
  return ENTRY_TYPES.find((type) => type === typed) ?? null
}

/** What of an entry can be saved. */
export const entryFiles = ['entry.json', 'proof.tlog-proof', 'sm3-proof.txt'] as const

async function proofToday(p: P, leafId: bigint): Promise<string | null> {
  const [position] = await provablePositions(p, [leafId])
  return position ? await proofText(p.db, position) : null
}

/** The entry's bytes as they were logged, or its proof in one of the trees. Throws `kernel.not_found`. */
export async function entryFile(p: P, index: number, file: (typeof entryFiles)[number]): Promise<FileToSend> {
  const [row] = await selectEntries(p.db, index, index + 1)
  const [position] = row ? await selectPositions(p.db, [row.leaf_id]) : []
  if (!row || !position) throw new AppError('kernel.not_found')
  const text =
    file === 'entry.json'
      ? utf8Decode(row.entry)
      : file === 'proof.tlog-proof'
        ? await proofToday(p, row.leaf_id)
        : await sm3ProofText(p.db, row.index)
  if (text === null) throw new AppError('kernel.not_found')
  const body = Buffer.from(text)
  const mediaType = file === 'entry.json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8'
  return { name: `${index}-${file}`, mediaType, bytes: body.length, body }
}
