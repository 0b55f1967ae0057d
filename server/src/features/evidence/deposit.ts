import type {
  depositBrief,
  depositPage,
  depositQuery,
  depositView,
  newDeposit,
  newDisclosure,
} from '@datadeed/core/evidence/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  type Json,
  type Manifest,
  manifestDigests,
  manifestTotals,
  type PartDisclosure,
  parseManifest,
  readPartDisclosure,
  SKETCH_PART,
  verifyPart,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Database } from '../../platform/db/connection.ts'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { actedOn } from '../account/service.ts'
import { badManifest, readOrRefuse } from './bad-manifest.ts'
import {
  type DepositBriefRow,
  type DepositRow,
  findDeposit,
  insertDisclosure,
  selectDeposits,
} from './deposit-store.ts'
import { writerOf } from './deposit-writer.ts'
import { depositActions, depositor, depositScope } from './policy.ts'
import { type LogPosition, readPositions } from './position.ts'
import { whenPublished } from './publication-watch.ts'

export type DepositBrief = z.infer<typeof depositBrief>
export type DepositView = z.infer<typeof depositView>

function readNewDeposit(text: string): Manifest {
  const manifest = readOrRefuse(() => parseManifest(text))
  if (manifestTotals(manifest).bytes === 0) throw badManifest('files', '全部文件都是空的（0 字节），没有可存证的内容')
  return manifest
}

function readDisclosures(manifest: Manifest, shown: z.infer<typeof newDeposit>['disclosures']): PartDisclosure[] {
  const names = new Set<string>()
  return shown.map((value, i) => {
    const part = readOrRefuse(() => readPartDisclosure(value as Json), `disclosures[${i}].`)
    // What is disclosed here, whoever sees the deposit sees; a sketch has a route of its own, to the registry alone.
    if (part.name === SKETCH_PART) throw new AppError('evidence.sketch_disclosed')
    const proved = manifest.parts !== null && verifyPart(nodeCrypto, manifest.parts, part)
    if (!proved || names.has(part.name)) throw new AppError('evidence.bad_disclosure', { name: part.name })
    names.add(part.name)
    return part
  })
}

/**
 * Deposits a manifest. The same digests of the same company give the deposit that is there already; those of another
 * company are kept beside the earlier ones and flagged. With `wait`, in seconds, the answer comes when the deposit is
 * published and cosigned, or as `pending` when that takes longer.
 */
export async function createDeposit(
  p: Platform,
  actor: Actor,
  input: z.infer<typeof newDeposit>,
  wait = 0,
): Promise<DepositView> {
  const { partyId, accountId, delegationId } = depositor(actor)
  const manifest = readNewDeposit(input.manifest)
  const disclosures = readDisclosures(manifest, input.disclosures)
  const digests = manifestDigests(nodeCrypto, manifest)
  const { files, bytes } = manifestTotals(manifest)
  const made = await writerOf(p)({
    ...{ partyId, accountId, delegationId, digests, files, bytes, disclosures, now: p.clock.now() },
    ...{ title: input.title, note: input.note, manifest: input.manifest },
  })
  if (!made.row) return await getDeposit(p, actor, made.id)
  const position = wait > 0 ? await whenPublished(p, made.row.leaf_id, wait * 1000) : null
  return await viewOf(p.db, actor, { ...made.row, published: position !== null }, position)
}

/**
 * Shows one more part of an own deposit that its manifest commits to; the same again changes nothing. Applications on the deposit are examined
 * anew with what it tells.
 */
export async function disclosePart(
  p: Platform,
  actor: Actor,
  depositId: string,
  shown: z.infer<typeof newDisclosure>['disclosure'],
): Promise<DepositView> {
  const { accountId } = depositor(actor)
  const row = await requireDeposit(p.db, actor, depositId)
  const [part] = readDisclosures(JSON.parse(row.manifest) as Manifest, [shown])
  if (part && !disclosuresOf(row).some(({ name }) => name === part.name)) {
    const now = p.clock.now()
    await inTx(p.db, async (tx) => {
      const written = { deposit_id: depositId, name: part.name, part: JSON.stringify(part) }
      if (await insertDisclosure(tx, { ...written, disclosed_by: accountId, disclosed_at: now }))
        await p.events.emit(tx, 'evidence.disclosed', { depositId, now })
    })
  }
  return await getDeposit(p, actor, depositId)
}

function brief(row: DepositBriefRow): DepositBrief {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.published ? 'published' : 'pending',
    digests: { sha256: row.sha256, sm3: row.sm3 },
    files: row.files,
    bytes: Number(row.bytes),
    createdAt: row.created_at.toISOString(),
    partyName: row.party_name,
  }
}

/** A deposit the actor may see; throws `kernel.not_found` for any other. */
export async function requireDeposit(db: Database, actor: Actor, id: string): Promise<DepositRow> {
  const row = await findDeposit(db, depositScope(actor), id)
  if (!row) throw new AppError('kernel.not_found')
  return row
}

export async function getDeposit(p: Pick<Platform, 'db'>, actor: Actor, id: string): Promise<DepositView> {
  const row = await requireDeposit(p.db, actor, id)
  return await viewOf(p.db, actor, row, (await readPositions(p.db, [row.leaf_id])).get(row.leaf_id) ?? null)
}

async function viewOf(db: Database, actor: Actor, row: DepositRow, position: LogPosition | null): Promise<DepositView> {
  return {
    ...brief(row),
    note: row.note,
    manifest: JSON.parse(row.manifest),
    disclosures: disclosuresOf(row).map(({ name, content }) => ({ name, content })),
    position,
    sameAsEarlier: row.same_as_earlier,
    actedFor: await actedOn(db, row.delegation_id, row.created_by),
    can: depositActions(actor, { partyId: row.party_id, published: row.published }),
  }
}

export async function listDeposits(
  p: Pick<Platform, 'db'>,
  actor: Actor,
  { cursor, limit, status, q }: z.infer<typeof depositQuery>,
): Promise<z.infer<typeof depositPage>> {
  const published = status === undefined ? undefined : status === 'published'
  const filter = { q, published, after: decodePlace(cursor, 'moment'), limit: limit + 1 }
  const { rows, total } = await selectDeposits(p.db, depositScope(actor), filter)
  const { items, next } = pageOfRows(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: items.map(brief), next, total }
}

export interface DepositFacts {
  id: string
  number: string
  title: string
  partyId: string
  status: 'pending' | 'published'
  digests: { sha256: string; sm3: string }
  files: number
  bytes: number
  manifest: Manifest
  disclosures: PartDisclosure[]
  createdAt: Date
  leafId: bigint
  position: LogPosition | null
}

/** A deposit for the features below, whoever asks them; throws `kernel.not_found`. */
export async function getDepositFacts(db: Database, depositId: string): Promise<DepositFacts> {
  const row = await findDeposit(db, { kind: 'everything' }, depositId)
  if (!row) throw new AppError('kernel.not_found')
  return await facts(db, row)
}

async function facts(db: Database, row: DepositRow): Promise<DepositFacts> {
  const position = (await readPositions(db, [row.leaf_id])).get(row.leaf_id) ?? null
  return {
    ...{ id: row.id, number: row.number, title: row.title, partyId: row.party_id },
    status: position ? 'published' : 'pending',
    digests: { sha256: row.sha256, sm3: row.sm3 },
    ...{ files: row.files, bytes: Number(row.bytes), createdAt: row.created_at, leafId: row.leaf_id },
    manifest: JSON.parse(row.manifest) as Manifest,
    disclosures: disclosuresOf(row),
    position,
  }
}

// Checked by readPartDisclosure when they came in, and append-only since.
function disclosuresOf(row: DepositRow): PartDisclosure[] {
  return row.disclosures as unknown as PartDisclosure[]
}
