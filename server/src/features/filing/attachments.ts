import type { attachmentKinds, attachmentView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { cleanText } from '@datadeed/core/kernel/text'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { type FileType, sniffType } from '../../platform/scanner/sniff-type.ts'
import { admit, visible } from './advance.ts'
import { findAttachment, insertAttachment, listAttachments, markRemoved } from './attachment-store.ts'
import { check } from './check.ts'
import { type CaseRow, findCase, lockCase, updateChecked } from './store.ts'

export type AttachmentView = z.output<typeof attachmentView>
type Kind = (typeof attachmentKinds)[number]

/** One part of a multipart body, as the edge hands it on. */
export type UploadPart =
  | { type: 'field'; fieldname: string; value: unknown }
  | { type: 'file'; fieldname: string; filename: string; file: AsyncIterable<Uint8Array> & { truncated?: boolean } }

const MiB = 1024 * 1024
const documents: readonly FileType[] = ['pdf', 'png', 'jpeg', 'docx', 'doc', 'xlsx', 'xls']
const tables: readonly FileType[] = [...documents, 'csv', 'txt']

/** What each kind may be: largest size in MiB and types. Tables and samples are large, papers are not. */
const rules: Record<Kind, { maxMiB: number; types: readonly FileType[] }> = {
  identity: { maxMiB: 10, types: ['pdf', 'png', 'jpeg'] },
  deposit: { maxMiB: 20, types: ['pdf'] },
  source_proof: { maxMiB: 30, types: documents },
  elements: { maxMiB: 20, types: tables },
  sample: { maxMiB: 50, types: tables },
  algorithm: { maxMiB: 30, types: [...tables, 'pptx'] },
  commitment: { maxMiB: 10, types: ['pdf', 'png', 'jpeg'] },
  power_of_attorney: { maxMiB: 10, types: ['pdf', 'png', 'jpeg'] },
  joint_agreement: { maxMiB: 30, types: documents },
  pi_assessment: { maxMiB: 30, types: documents },
  public_data: { maxMiB: 30, types: documents },
  compliance_opinion: { maxMiB: 30, types: documents },
  other: { maxMiB: 50, types: [...tables, 'pptx'] },
}
export const maxAttachments = 40

const isKind = (value: unknown): value is Kind => typeof value === 'string' && Object.hasOwn(rules, value)

/** The file's own name without any path, fit to show and to save under. */
function cleanName(filename: string): string {
  const result = cleanText(filename.replace(/^.*[\\/]/s, ''), 200)
  if (result.ok && result.text !== '') return result.text
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'file', message: '文件名为空、过长（超过 200 个字）或含有不可显示的字符，请改名后上传' },
  ])
}

/** The whole file in memory, at most `maxMiB`; its type can be told only from the whole. */
async function readWhole(part: Extract<UploadPart, { type: 'file' }>, name: string, maxMiB: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const tooLarge = () => new AppError('filing.attachment_size', { name, limit: `${maxMiB} MB` })
  try {
    for await (const chunk of part.file) {
      bytes += chunk.byteLength
      if (bytes > maxMiB * MiB) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('filing.attachment_broken', { name })
  }
  if (part.file.truncated) throw tooLarge()
  return Buffer.concat(chunks)
}

interface Upload {
  kind: Kind
  name: string
  content: Buffer
}

/** Reads `kind`, then one file. What comes in another order or not at all is told at its place. */
async function readUpload(parts: AsyncIterable<UploadPart>): Promise<Upload> {
  const wanted = (path: string, message: string) =>
    new AppError('kernel.invalid_input', { count: 1 }, [{ path, message }])
  let kind: unknown
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        if (part.fieldname === 'kind') kind = part.value
        continue
      }
      if (!isKind(kind)) throw wanted('kind', '请先选择附件类别，再选择文件')
      const name = cleanName(part.filename)
      const content = await readWhole(part, name, rules[kind].maxMiB)
      return { kind, name, content }
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    // The connection or the multipart frame ended before the file did.
    throw new AppError('filing.attachment_broken', { name: '附件' })
  }
  throw wanted('file', '没有收到文件，请选择文件后上传')
}

/** The media type told by the content, which must be one that the kind allows and agree with the name's ending. */
async function inspect(p: Platform, { kind, name, content }: Upload): Promise<string> {
  const sniffed = sniffType(content, name)
  if (!sniffed.ok) throw new AppError('filing.attachment_type', { name }, [{ path: 'file', message: sniffed.reason }])
  if (!rules[kind].types.includes(sniffed.type)) {
    const allowed = rules[kind].types.map((type) => type.toUpperCase()).join('、')
    throw new AppError('filing.attachment_type', { name }, [
      { path: 'file', message: `这一类附件只接受 ${allowed}，请转换格式后上传` },
    ])
  }
  const scanned = await p.scanner.scan(content)
  if (scanned.outcome === 'infected') throw new AppError('filing.attachment_infected', { name })
  if (scanned.outcome === 'unavailable') throw new AppError('kernel.unavailable')
  return sniffed.mediaType
}

/** The case, locked or not, if the actor may change its content now. */
const changeable = (row: CaseRow | undefined, caseId: string, actor: Actor) =>
  admit(row, { caseId, actor, command: 'save' }).row

/** The machine check again, since attachments count in it; the form and the version the page holds stay as they are. */
async function recheck(tx: Tx, p: Platform, row: CaseRow, now: Date): Promise<void> {
  const { counts } = await check(tx, p, row, now)
  await updateChecked(tx, row.id, counts, now)
}

/** Reads, inspects and stores an upload; its record is for the caller to keep. Throws `filing.attachment_…`. */
export async function takeUpload(p: Platform, parts: AsyncIterable<UploadPart>) {
  const upload = await readUpload(parts)
  const mediaType = await inspect(p, upload)
  const { maxMiB } = rules[upload.kind]
  const { sha256, sm3, bytes } = await p.blobs.put(upload.content, { maxBytes: maxMiB * MiB })
  const { kind, name } = upload
  const uploadedAt = p.clock.now()
  return { id: newId<'attachment'>(), kind, name, mediaType, bytes: BigInt(bytes), sha256, sm3, uploadedAt }
}

/** Takes an upload in: refused or broken ones leave nothing behind. */
export async function addAttachment(
  p: Platform,
  actor: Actor,
  caseId: string,
  parts: AsyncIterable<UploadPart>,
): Promise<AttachmentView> {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  changeable(await findCase(p.db, caseId), caseId, actor)
  const row = await takeUpload(p, parts)
  const now = row.uploadedAt
  await inTx(p.db, async (tx) => {
    const found = changeable(await lockCase(tx, caseId), caseId, actor)
    if ((await listAttachments(tx, caseId)).length >= maxAttachments)
      throw new AppError('filing.attachment_count', { limit: maxAttachments })
    await insertAttachment(tx, caseId, row, actor.accountId)
    await recheck(tx, p, found, now)
  })
  return { ...row, bytes: Number(row.bytes), uploadedAt: now.toISOString() }
}

/** Takes an attachment off the application. Its content is kept: an earlier submission may list it. */
export async function removeAttachment(
  p: Platform,
  actor: Actor,
  caseId: string,
  attachmentId: string,
): Promise<Record<string, never>> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const row = changeable(await lockCase(tx, caseId), caseId, actor)
    if (!(await markRemoved(tx, caseId, attachmentId, now))) throw new AppError('kernel.not_found')
    await recheck(tx, p, row, now)
  })
  return {}
}

/** An attachment for whoever may see the case. */
export async function readAttachment(
  p: Platform,
  actor: Actor,
  caseId: string,
  attachmentId: string,
): Promise<FileToSend> {
  visible(await findCase(p.db, caseId), actor)
  const found = await findAttachment(p.db, caseId, attachmentId)
  if (!found) throw new AppError('kernel.not_found')
  const { name, mediaType, bytes, sha256 } = found
  return { name, mediaType, bytes: Number(bytes), body: await p.blobs.get(sha256) }
}
