import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { decideLink, linkHolds } from '@datadeed/core/registration/lineage'
import { inTx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { takeUpload, type UploadPart } from '../filing/service.ts'
import { asAttachment } from './affair-document.ts'
import { linkView, visibleLink } from './lineage.ts'
import { insertProof, listProofs, lockLineage } from './lineage-store.ts'

/** Papers of one declaration, replaced ones among them. */
const most = 10

/** Adds the authorisation to a draft; another one takes its place. */
export async function addProof(p: Platform, actor: Actor, id: string, parts: AsyncIterable<UploadPart>) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  const admit = async (db: Parameters<typeof visibleLink>[0]) => {
    const { facts } = await visibleLink(db, actor, id)
    decideLink(facts, 'attach', actor, linkHolds(facts, false))
    if ((await listProofs(db, [id])).length >= most) throw new AppError('filing.attachment_count', { limit: most })
  }
  await admit(p.db)
  const { uploadedAt, mediaType, kind: _, ...file } = await takeUpload(p, asAttachment(parts))
  await inTx(p.db, async (tx) => {
    await lockLineage(tx)
    await admit(tx)
    await insertProof(tx, {
      ...{ ...file, link_id: id, media_type: mediaType },
      ...{ uploaded_by: actor.accountId, uploaded_at: uploadedAt },
    })
  })
  return await linkView(p, actor, id)
}

/** A paper for whoever may see the declaration. */
export async function readProof(p: Platform, actor: Actor, id: string, proofId: string): Promise<FileToSend> {
  await visibleLink(p.db, actor, id)
  const found = (await listProofs(p.db, [id])).find((one) => one.id === proofId)
  if (!found) throw new AppError('kernel.not_found')
  const { name, media_type: mediaType, bytes, sha256 } = found
  return { name, mediaType, bytes: Number(bytes), body: await p.blobs.get(sha256) }
}
