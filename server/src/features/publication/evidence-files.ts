import { createHash } from 'node:crypto'
import { AppError } from '@datadeed/core/kernel/errors'
import { cleanText } from '@datadeed/core/kernel/text'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { type FileType, sniffType } from '../../platform/scanner/sniff-type.ts'
import { logLeaf } from '../evidence/service.ts'
import * as store from './evidence-store.ts'

const types: readonly FileType[] = ['pdf', 'png', 'jpeg', 'docx', 'doc', 'xlsx', 'xls', 'csv', 'txt']
export const mostFiles = 5
const mostBytes = 20 * 1024 * 1024
/** For the parser of a form with files. */
export const formLimits = { files: mostFiles, fields: 20, fileSize: mostBytes }

export interface EvidenceFile {
  name: string
  mediaType: string
  bytes: number
  sha256: string
  sm3: string
}

type Part =
  | { type: 'field'; fieldname: string; value: unknown }
  | { type: 'file'; fieldname: string; filename: string; toBuffer(): Promise<Buffer> }

const fault = (message: string) => new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'evidence', message }])

/** Checks one file by its content, scans it and keeps it. */
async function keepFile(p: Platform, filename: string, content: Buffer): Promise<EvidenceFile> {
  const cleaned = cleanText(filename.replace(/^.*[\\/]/s, ''), 200)
  if (!cleaned.ok || cleaned.text === '') throw fault('文件名为空、过长或含有不可显示的字符，请改名后上传')
  const name = cleaned.text
  if (content.byteLength > mostBytes) throw fault(`${name} 超过 20 MB，请压缩或者分开后上传`)
  const sniffed = sniffType(content, name)
  if (!sniffed.ok) throw fault(`${name}：${sniffed.reason}`)
  if (!types.includes(sniffed.type)) throw fault(`${name} 的格式不接受，请用 PDF、图片、Word、Excel、CSV 或者文本`)
  const scanned = await p.scanner.scan(content)
  if (scanned.outcome === 'infected') throw new AppError('filing.attachment_infected', { name })
  if (scanned.outcome === 'unavailable') throw new AppError('kernel.unavailable')
  const { sha256, sm3, bytes } = await p.blobs.put(content, { maxBytes: mostBytes })
  return { name, mediaType: sniffed.mediaType, bytes, sha256, sm3 }
}

/** The fields of a posted form and the files that came with it, kept; a file input left empty is none. */
export async function readForm(p: Platform, parts: AsyncIterable<Part>) {
  const form: Record<string, string> = {}
  const files: EvidenceFile[] = []
  for await (const part of parts) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') form[part.fieldname] ??= part.value
      continue
    }
    const content = await part.toBuffer()
    if (part.filename !== '' || content.byteLength > 0) files.push(await keepFile(p, part.filename, content))
  }
  return { form, files: [...new Map(files.map((file) => [file.sha256, file])).values()] }
}

/** The same for the same files in whatever order; null for none. */
export function digestOf(files: readonly EvidenceFile[]): string | null {
  if (files.length === 0) return null
  const sorted = files.map(({ sha256 }) => sha256).sort()
  return createHash('sha256').update(sorted.join('\n')).digest('hex')
}

export interface EvidenceOf {
  objectionId: string
  number: string
  caseNumber: string
  side: 'objector' | 'applicant'
}

/** Adds files to an objection and one entry for them to the log; those it has already are not added again. */
export async function addEvidence(tx: Tx, of: EvidenceOf, files: readonly EvidenceFile[], now: Date): Promise<void> {
  const { objectionId, number, caseNumber, side } = of
  const kept = (await store.listEvidence(tx, [objectionId])).filter((one) => one.side === side)
  const fresh = files.filter(({ sha256 }) => !kept.some((one) => one.sha256 === sha256))
  if (fresh.length === 0) return
  if (kept.length + fresh.length > mostFiles) throw new AppError('publication.evidence_count', { limit: mostFiles })
  // The objection's id, which the public never sees, keeps a guessed file from being confirmed by the log.
  const { digests } = digestDocument({ id: objectionId, number, side, files: fresh.map((file) => ({ ...file })) })
  const body = { number, evidence: fresh.length, side }
  const leafId = await logLeaf(tx, { type: 'objection', subject: caseNumber, digests, body, now })
  await store.insertEvidence(
    tx,
    fresh.map(({ name, mediaType, bytes, sha256, sm3 }) => ({
      ...{ id: newId<'objection-evidence'>(), objection_id: objectionId, side, name, media_type: mediaType },
      ...{ bytes: BigInt(bytes), sha256, sm3, leaf_id: leafId, uploaded_at: now },
    })),
  )
}
