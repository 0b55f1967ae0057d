import { actedFor } from '@datadeed/core/delegation/words'
import type { Actor } from '@datadeed/core/kernel/actor'
import { formatMomentZh } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { utf8Encode } from '@datadeed/evidence'
import { z } from 'zod'
import { digestDocument } from '../../platform/digest.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import { submissionReceiptPdf } from '../../platform/pdf/receipt.ts'
import type { Platform } from '../../platform/platform.ts'
import { positionsOf } from '../evidence/service.ts'
import { visible } from './advance.ts'
import { findCase } from './store.ts'
import { findLastSubmission } from './submission-store.ts'

const digests = z.object({ sha256: z.string(), sm3: z.string() })
/** What the receipt lists of a submission's canonical text. */
const submitted = z.object({
  form: z.record(z.string(), z.unknown()),
  attachments: z.array(z.object({ kind: z.string(), name: z.string(), bytes: z.number(), digests })),
  deposit: z.object({ number: z.string(), bytes: z.number(), digests }),
  answers: z.array(z.unknown()),
})

const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} 字节`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`

function itemsOf(content: string) {
  const { form, attachments, deposit, answers } = submitted.parse(JSON.parse(content))
  const part = (name: string, value: object) => {
    const { text, digests: made } = digestDocument(value)
    return { name, size: sizeOf(utf8Encode(text).length), digest: made.sha256 }
  }
  return [
    part('登记申请表', form),
    { name: `存证 ${deposit.number} 的清单`, size: '—', digest: deposit.digests.sha256 },
    ...attachments.map((item) => ({
      name: `附件：${item.name}`,
      size: sizeOf(item.bytes),
      digest: item.digests.sha256,
    })),
    ...(answers.length > 0 ? [part('补正答复', answers)] : []),
  ]
}

/** The receipt of the last submission, as a PDF: the digest of everything handed in. */
export async function submissionReceipt(p: Platform, actor: Actor, caseId: string): Promise<FileToSend> {
  const row = visible(await findCase(p.db, caseId), actor)
  const found = await findLastSubmission(p.db, caseId)
  if (!found) throw new AppError('kernel.not_found')
  const position = (await positionsOf(p, [found.leafId])).get(found.leafId)
  const body = await submissionReceiptPdf({
    applicationNo: row.number,
    name: row.name,
    applicant: found.partyName,
    submittedBy:
      found.delegationNumber === null
        ? found.submitterName
        : actedFor({
            ...{ delegate: found.delegateName, person: found.submitterName },
            ...{ principal: found.partyName, number: found.delegationNumber },
          }),
    submittedAt: formatMomentZh(found.submittedAt),
    depositNo: found.depositNumber,
    digests: [
      { label: 'SHA-256', value: found.sha256 },
      { label: 'SM3', value: found.sm3 },
    ],
    items: itemsOf(found.content),
    ...(position ? { logIndex: String(position.index) } : {}),
    next: [
      '登记机构按规则包所列期限审查，期限与推算过程见案件页面。',
      '需要补正的，会通知逐项意见；补正期间不计入审查期限。',
      '审查通过后进入公示；公示期满无异议，自动登记并发放证书。',
    ],
    demo: p.config.demo,
    issuedAt: found.submittedAt,
  })
  return { name: `提交回执-${row.number}.pdf`, mediaType: 'application/pdf', bytes: body.byteLength, body }
}
