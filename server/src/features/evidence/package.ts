import { AppError } from '@datadeed/core/kernel/errors'
import {
  type Disclosed,
  type DocumentDigests,
  type EntryType,
  formatProof,
  type Manifest,
  makePackage,
  type PackageEntry,
  parseEntry,
  sameDigests,
  tileInclusionProof,
  utf8Decode,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Database } from '../../platform/db/connection.ts'
import type { Platform } from '../../platform/platform.ts'
import { publishedNotes } from './log-store.ts'
import { tileReader } from './log-writer.ts'
import { type PositionRow, selectPositions } from './position-store.ts'
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
  const found = await selectPositions(
    p.db,
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
  const entries = await Promise.all(
    rows.map(async ({ role, row, text, entry }): Promise<PackageEntry> => {
      const proof = await proofText(p.db, row)
      return { role, entry: text, proof, known: entry.known ? (known.get(entry.known.size) ?? null) : null }
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

/** The `.tlog-proof` of a published entry. */
export async function proofText(db: Database, row: PositionRow): Promise<string> {
  const index = Number(row.index)
  const path = await tileInclusionProof(nodeCrypto.sha256, tileReader(db), index, Number(row.size))
  return formatProof({ index, path, checkpoint: row.note, extra: null })
}
