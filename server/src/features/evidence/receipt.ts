import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { inBeijing, type Manifest, parseNote, toHex } from '@datadeed/evidence'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { receiptPdf } from '../../platform/pdf/receipt.ts'
import type { Platform } from '../../platform/platform.ts'
import { actedOn } from '../account/service.ts'
import { requireDeposit } from './deposit.ts'
import { type DepositRow, findDeposit } from './deposit-store.ts'
import { provablePositions } from './log-policy.ts'
import { packageText, proofText } from './package.ts'
import { type PositionRow, selectCosignatures } from './position-store.ts'

async function requirePublished(
  p: Pick<Platform, 'config' | 'db'>,
  actor: Actor,
  id: string,
): Promise<{ deposit: DepositRow; position: PositionRow }> {
  const deposit = await requireDeposit(p.db, actor, id)
  const [position] = await provablePositions(p, [deposit.leaf_id])
  if (!position) throw new AppError('evidence.not_published')
  return { deposit, position }
}

const fileOf = (name: string, mediaType: string, content: string | Uint8Array): FileToSend => {
  const body = typeof content === 'string' ? Buffer.from(content) : content
  return { name, mediaType, bytes: body.length, body }
}

/** The `.tlog-proof` of a deposit's entry, in the first published checkpoint that proves it today. */
export async function proofFile(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { deposit, position } = await requirePublished(p, actor, id)
  return fileOf(`${deposit.number}.tlog-proof`, 'text/plain; charset=utf-8', await proofText(p.db, position))
}

async function packageOf(p: Pick<Platform, 'config' | 'db'>, deposit: DepositRow, manifest: Manifest | null) {
  return await packageText(p, {
    kind: 'deposit',
    subject: deposit.number,
    leaves: [{ role: 'deposit', leafId: deposit.leaf_id }],
    disclosed: {
      owner: { salt: deposit.owner_salt, value: { name: deposit.owner_name, code: deposit.owner_code } },
      certificate: null,
    },
    documents: [],
    manifest,
  })
}

/** A deposit's evidence for the public certificate: whose, since when, which digests, but not the names of the files. */
export async function publicPackage(p: Pick<Platform, 'config' | 'db'>, depositId: string): Promise<string> {
  const deposit = await findDeposit(p.db, { kind: 'everything' }, depositId)
  if (!deposit) throw new AppError('kernel.not_found')
  return await packageOf(p, deposit, null)
}

/** The evidence package of a deposit: all a stranger needs to verify it offline, the file list included. */
export async function receiptFile(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { deposit } = await requirePublished(p, actor, id)
  const text = await packageOf(p, deposit, JSON.parse(deposit.manifest) as Manifest)
  return fileOf(`${deposit.number}.datadeed.json`, 'application/json; charset=utf-8', text)
}

const listedFiles = 50

export async function receiptPdfFile(p: Platform, actor: Actor, id: string): Promise<FileToSend> {
  const { deposit, position } = await requirePublished(p, actor, id)
  const manifest = JSON.parse(deposit.manifest) as Manifest
  const cosignatures = await selectCosignatures(p.db, [position.size])
  const signatures = parseNote(position.note).signatures
  const acted = await actedOn(p.db, deposit.delegation_id, deposit.created_by)
  const pdf = await receiptPdf({
    depositNo: deposit.number,
    depositor: `${deposit.owner_name}（${deposit.owner_code}）${acted ? `；由${acted}存证` : ''}`,
    depositedAt: beijing(deposit.created_at),
    totalSize: byteText(Number(deposit.bytes)),
    manifestDigests: [
      { label: '清单摘要（SHA-256）', value: deposit.sha256 },
      { label: '清单摘要（SM3）', value: deposit.sm3 },
    ],
    files: manifest.files.slice(0, listedFiles).map((file) => ({
      path: file.path,
      size: byteText(file.bytes),
      digest: file.whole ? file.whole.sha256 : `${file.tree.sha256}（分块树）`,
    })),
    fileCount: deposit.files,
    shownFiles: listedFiles,
    log: {
      origin: p.config.logOrigin,
      index: String(position.index),
      leaf: toHex(position.leaf_hash),
      checkpointSize: String(position.size),
      checkpointRoot: toHex(position.root),
    },
    witnesses: cosignatures.flatMap(({ witness, at }) => {
      const line = signatures.find((signature) => signature.name === witness)
      return line ? [{ name: witness, at: beijing(at), keyId: line.keyId }] : []
    }),
    verificationUrl: `${p.config.publicUrl}/verify`,
    demo: p.config.demo,
    issuedAt: p.clock.now(),
  })
  return fileOf(`${deposit.number}.pdf`, 'application/pdf', pdf)
}

function beijing(at: Date): string {
  return inBeijing(`${at.toISOString().slice(0, 19)}Z`)
}

/** 1.2 MB（1,234,567 字节） */
function byteText(bytes: number): string {
  const units = ['字节', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const exact = `${bytes.toLocaleString('en-US')} 字节`
  return step === 0 ? exact : `${(bytes / 1000 ** step).toFixed(1)} ${units[step]}（${exact}）`
}
