import { equalBytes, fromHex, toHex } from './bytes.ts'
import { canonicalize, type Json, parseStrict } from './canonical.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { FormatError } from './error.ts'
import { verifyConsistency } from './merkle.ts'
import { parseNote, type VerifierKey, verifyNote } from './note.ts'
import { asArray, asDigest, asNullable, asObject, asText } from './shape.ts'
import { rootAt, type TileReader, tileConsistencyProof } from './tiles.ts'
import { parseTime } from './time.ts'

export const FORK_FORMAT = 'datadeed-fork/1'

/** A signed head and where it was seen. */
export interface SeenHead {
  readonly from: string
  readonly note: string
}

/**
 * Two heads one log has signed that cannot both be true. With different sizes `prefixRoot` is the root that the tree of
 * the larger one had at the size of the smaller, and `consistency` proves that; with equal sizes the roots speak alone.
 */
export interface ForkProof {
  readonly format: typeof FORK_FORMAT
  readonly found: string
  readonly smaller: SeenHead
  readonly larger: SeenHead
  readonly prefixRoot: string | null
  readonly consistency: readonly string[]
}

/** What a proof of a fork says once it holds. */
export interface Fork {
  readonly origin: string
  readonly smaller: Checkpoint
  readonly larger: Checkpoint
}

/**
 * Makes the proof that two heads contradict each other; `tiles` are of the tree of the larger one. Null when they do not,
 * or when the tiles are not those of its root, so that nothing is proved.
 */
export async function proveFork(
  crypto: Crypto,
  heads: readonly [SeenHead, SeenHead],
  tiles: TileReader,
  found: string,
): Promise<ForkProof | null> {
  const sizeOf = ({ note }: SeenHead) => parseCheckpoint(parseNote(note).text).size
  const [smaller, larger] = sizeOf(heads[0]) <= sizeOf(heads[1]) ? heads : [heads[1], heads[0]]
  const [a, b] = [parseCheckpoint(parseNote(smaller.note).text), parseCheckpoint(parseNote(larger.note).text)]
  const proof = { format: FORK_FORMAT, found, smaller, larger, prefixRoot: null, consistency: [] } as const
  if (a.size === b.size) return equalBytes(a.root, b.root) ? null : proof
  if (a.size === 0) return null
  const prefix = await rootAt(crypto.sha256, tiles, a.size)
  const path = await tileConsistencyProof(crypto.sha256, tiles, a.size, b.size)
  if (equalBytes(prefix, a.root) || !verifyConsistency(crypto.sha256, a.size, b.size, prefix, b.root, path)) return null
  return { ...proof, prefixRoot: toHex(prefix), consistency: path.map(toHex) }
}

/** The file of a proof. */
export function formatForkProof(proof: ForkProof): string {
  return canonicalize(proof as unknown as Json)
}

/** Checks a proof with the log's keys; null when it proves nothing. Throws FormatError for what is no such file. */
export function checkForkProof(crypto: Crypto, text: string, keys: readonly VerifierKey[]): Fork | null {
  const members = ['format', 'found', 'smaller', 'larger', 'prefixRoot', 'consistency']
  const object = asObject(parseStrict(text, 1_048_576), '', members)
  if (object.format !== FORK_FORMAT) throw new FormatError('wrong_value', 'format')
  parseTime(object.found, 'found')
  const [smaller, larger] = [readHead(object.smaller, 'smaller'), readHead(object.larger, 'larger')]
  const prefixRoot = asNullable(object.prefixRoot, (v) => fromHex(asDigest(v, 'prefixRoot')))
  const path = asArray(object.consistency, 'consistency', 0, 63).map((v, i) =>
    fromHex(asDigest(v, `consistency[${i}]`)),
  )
  const [a, b] = [smaller, larger].map((note) => {
    const check = verifyNote(crypto, parseNote(note), keys)
    return check.bad.length === 0 && check.good.length > 0 ? parseCheckpoint(parseNote(note).text) : null
  })
  if (!a || !b || a.origin !== b.origin || keys.every((key) => key.name !== a.origin)) return null
  const fork = { origin: a.origin, smaller: a, larger: b }
  if (a.size === b.size) return prefixRoot === null && path.length === 0 && !equalBytes(a.root, b.root) ? fork : null
  if (prefixRoot === null || a.size === 0 || equalBytes(prefixRoot, a.root)) return null
  return verifyConsistency(crypto.sha256, a.size, b.size, prefixRoot, b.root, path) ? fork : null
}

function readHead(value: Json | undefined, at: string): string {
  const head = asObject(value, at, ['from', 'note'])
  asText(head.from, `${at}.from`, 2048)
  if (typeof head.note !== 'string') throw new FormatError('wrong_type', `${at}.note`)
  return head.note
}
