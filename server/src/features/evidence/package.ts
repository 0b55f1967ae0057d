import { AppError } from '@datadeed/core/kernel/errors'
import {
  type Disclosed,
  type DocumentDigests,
  type EntryType,
  formatProof,
  formatSignature,
  leafHash,
  type Manifest,
  MLDSA_COSIGNATURE,
  makePackage,
  type NoteSignature,
  type PackageEntry,
  parseCheckpoint,
  parseEntry,
  parseNote,
  sameDigests,
  tileInclusionProof,
  utf8Decode,
  verifyInclusion,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { isEnoughToday, provablePositions } from './log-policy.ts'
import { publishedNotes } from './log-store.ts'
import { tileReader } from './log-writer.ts'
import type { PositionRow } from './position-store.ts'
import { sm3ProofText } from './sm3-reading.ts'
import { timestampsOf } from './timestamps.ts'
import { trustFile } from './trust.ts'

export interface PackageRequest {
  kind: 'deposit' | 'certificate'
  subject: string
  /** The package's own entry first. */
  leaves: readonly { role: EntryType; leafId: bigint }[]
  disclosed: Disclosed
  /** Documents the certificate's entry vouches for. */
  documents: readonly DocumentDigests[]
  manifest?: Manifest | null
}

/** The text of an evidence package. Throws `evidence.not_published` until all its leaves are published and cosigned. */
export async function packageText(p: Pick<Platform, 'config' | 'db'>, request: PackageRequest): Promise<string> {
  const found = await provablePositions(
    p,
    request.leaves.map((leaf) => leaf.leafId),
  )
  const rows = request.leaves.map(({ role, leafId }) => {
    const row = found.find((position) => position.leaf_id === leafId)
    if (!row) throw new AppError('evidence.not_published')
    const text = utf8Decode(row.entry)
    return { role, row, text, entry: parseEntry(text) }
  })
  const known = await publishedNotes(
    p.db,
    rows.flatMap(({ entry }) => (entry.known ? [entry.known.size] : [])),
  )
  const shown = shownCosignatures(p.config)
  const entries = await Promise.all(
    rows.map(async ({ role, row, text, entry }): Promise<PackageEntry> => {
      const proof = await proofText(p.db, { ...row, note: shown(row.note) })
      const earlier = entry.known && known.get(entry.known.size)
      // One with fewer witnesses than asked for today would prove no lower bound, and cast doubt on the rest.
      return { role, entry: text, proof, known: earlier && isEnoughToday(p.config, earlier) ? shown(earlier) : null }
    }),
  )
  const main = rows[0]?.entry
  const listed = (main?.body.documents ?? []) as unknown as readonly DocumentDigests[]
  const agrees =
    main?.type === request.kind &&
    main.subject === request.subject &&
    listed.length === request.documents.length &&
    listed.every((d, i) => sameDigests(d, request.documents[i] ?? { sha256: '', sm3: '' }))
  if (!agrees) throw new Error(`entry of ${request.subject} does not record what the package should show`)
  const { disclosed, manifest = null } = request
  const [own] = rows
  const stamps = own && (await timestampsOf(p.db, own.row.index))
  const sm3 = own && (await sm3ProofText(p.db, own.row.index, stamps?.sm3Size))
  return makePackage(nodeCrypto, {
    disclosed,
    manifest,
    entries,
    trust: await trustFile(p),
    ...(sm3 && { sm3 }),
    ...(stamps && { timestamps: stamps.timestamps }),
  })
}

/**
 * What a package shows of a note's cosignatures. One of ML-DSA-44 is as long as a third of a package: it is left out where
 * the same witness also signed with Ed25519, unless the policy asks for it. Proofs and checkpoints carry them all.
 */
function shownCosignatures({ policy }: Platform['config']): (note: string) => string {
  if (policy?.witnesses.some(({ key }) => key.type === MLDSA_COSIGNATURE)) return (note) => note
  return (note) => {
    const { text, signatures } = parseNote(note)
    const isLong = ({ signature }: NoteSignature) => signature.length > longSignature
    const short = new Set(signatures.flatMap((s) => (isLong(s) ? [] : s.name)))
    return `${text}\n${signatures
      .filter((s) => !(isLong(s) && short.has(s.name)))
      .map(formatSignature)
      .join('')}`
  }
}
/** Bytes; of those on checkpoints only ML-DSA-44's are longer. */
const longSignature = 1024

/** The `.tlog-proof` of a published entry. Throws where what is stored was damaged: nothing is handed out that does not verify. */
export async function proofText(db: Database, row: PositionRow): Promise<string> {
  const hash = nodeCrypto.sha256
  const index = Number(row.index)
  const { size, root } = parseCheckpoint(parseNote(row.note).text)
  const path = await tileInclusionProof(hash, tileReader(db), index, size)
  if (!verifyInclusion(hash, leafHash(hash, row.entry), index, size, path, root))
    throw new Error(`日志第 ${index} 条与检查点不一致，不出具证明：请运行 datadeed fsck`)
  return formatProof({ index, path, checkpoint: row.note, extra: null })
}
