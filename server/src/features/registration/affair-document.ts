import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { affairHolds, decideAffair, mayReadAffair } from '@datadeed/core/registration/policy'
import { inTx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { packOf, takeUpload, type UploadPart } from '../filing/service.ts'
import { getAffair } from './affair.ts'
import * as store from './affair-store.ts'
import { affairRuleOf, visibleAffair } from './affair-view.ts'

/** Most papers of one affair, replaced ones among them. */
const most = 20

/** One file, as the edge hands it on, under the kind by which attachments are limited. */
export async function* asAttachment(parts: AsyncIterable<UploadPart>): AsyncIterable<UploadPart> {
  yield { type: 'field', fieldname: 'kind', value: 'source_proof' }
  for await (const part of parts) if (part.type === 'file') yield part
}

/** Adds a paper to a draft; another one under the same code takes its place. */
export async function addDocument(
  p: Platform,
  actor: Actor,
  id: string,
  code: string,
  parts: AsyncIterable<UploadPart>,
) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const admit = async (db: Parameters<typeof visibleAffair>[0]) => {
    const { facts, row, under, documents } = await visibleAffair(db, p, actor, id)
    decideAffair(facts, 'attach', actor, affairHolds(facts, { documentsThere: false }))
    if (!affairRuleOf(packOf(p, under), row.kind).documents.some((one) => one.code === code))
      throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'code', message: '这类事务没有这种材料' }])
    if (documents.length >= most) throw new AppError('filing.attachment_count', { limit: most })
  }
  await admit(p.db)
  const { uploadedAt, mediaType, kind: _, ...file } = await takeUpload(p, asAttachment(parts))
  await inTx(p.db, async (tx) => {
    const found = await store.findAffair(tx, id)
    if (found) await store.lockEntry(tx, found.entry_id)
    await admit(tx)
    await store.insertDocument(tx, {
      ...{ ...file, affair_id: id, code, media_type: mediaType },
      ...{ uploaded_by: actor.accountId, uploaded_at: uploadedAt },
    })
  })
  return await getAffair(p, actor, id)
}

/** A paper for whoever may see the affair. */
export async function readDocument(p: Platform, actor: Actor, id: string, documentId: string): Promise<FileToSend> {
  const { documents, facts } = await visibleAffair(p.db, p, actor, id)
  if (!mayReadAffair(actor, facts)) throw new AppError('kernel.not_found')
  const found = documents.find((one) => one.id === documentId)
  if (!found) throw new AppError('kernel.not_found')
  const { name, media_type: mediaType, bytes, sha256 } = found
  return { name, mediaType, bytes: Number(bytes), body: await p.blobs.get(sha256) }
}
