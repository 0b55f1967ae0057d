import type { batchSigning } from '@datadeed/core/filing/batch-schema'
import type { z } from 'zod'
import type { Database } from '../../platform/db/connection.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { listDraftCases } from './batch-row-store.ts'
import type { CaseRow } from './store.ts'

export type Signing = z.output<typeof batchSigning>

/** The digest of what an application says, as the list to sign has it. */
export function formDigest(form: CaseRow['form']): string {
  return digestDocument(form).digests.sha256
}

/** All drafts of a batch that can be signed now as one text with its digests, and those that cannot, with the reason. */
export async function signingList(db: Database | Tx, batchId: string): Promise<Signing & { content: string }> {
  const drafts = await listDraftCases(db, batchId)
  const reasonOf = ({ errors, published }: (typeof drafts)[number]) =>
    errors > 0 ? `还有 ${errors} 项必须解决的问题` : published ? '' : '存证尚未完成见证'
  const items = drafts
    .filter((draft) => reasonOf(draft) === '')
    .map(({ line, id, number, name, form }) => ({ line, id, number, name, sha256: formDigest(form) }))
  const { text: content, digests } = digestDocument({
    format: 'datadeed-batch-signature/1',
    batch: batchId,
    items: items.map(({ number, name, sha256 }) => ({ number, name, form: sha256 })),
  })
  const left = drafts
    .filter((draft) => reasonOf(draft) !== '')
    .map(({ line, id, number, name, ...draft }) => ({
      ...{ line, id, number, name },
      reason: reasonOf({ line, id, number, name, ...draft }),
    }))
  return { ...digests, items, left, content }
}

/** The digest of each application that a signed list names, by its number. */
export function signedForms(content: string): Map<string, string> {
  const { items } = JSON.parse(content) as { items: { number: string; form: string }[] }
  return new Map(items.map(({ number, form }) => [number, form]))
}
