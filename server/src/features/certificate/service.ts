import { buffer } from 'node:stream/consumers'
import { AppError } from '@datadeed/core/kernel/errors'
import type { Disclosed } from '@datadeed/evidence'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts, packageText } from '../evidence/service.ts'
import { pdfName } from './issue.ts'
import { requireCertificate } from './status.ts'
import { verifyBytes } from './verify.ts'

export { issueCertificate } from './issue.ts'
export { findByDigest, getCertificate } from './status.ts'
export { type Verification, verifyBytes } from './verify.ts'

export async function sendPdf(p: Platform, number: string, reply: FastifyReply) {
  const row = await requireCertificate(p, number)
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${pdfName(row.certificate_number)}"`)
    .header('cache-control', 'public, max-age=31536000, immutable')
    .serializer((payload: unknown) => payload as string)
    .send(await p.blobs.get(row.pdf_sha256))
}

/** The certificate's evidence package; `evidence.not_published` until the log has been witnessed past its entry. */
export async function certificatePackage(p: Platform, number: string): Promise<{ name: string; text: string }> {
  const row = await requireCertificate(p, number)
  const deposit = await getDepositFacts(p.db, row.deposit_id)
  const text = await packageText(p, {
    kind: 'certificate',
    subject: row.certificate_number,
    leaves: [
      { role: 'certificate', leafId: row.leaf_id },
      { role: 'deposit', leafId: deposit.leafId },
    ],
    disclosed: row.disclosed as unknown as Disclosed,
    documents: [
      { name: pdfName(row.certificate_number), bytes: Number(row.bytes), sha256: row.pdf_sha256, sm3: row.pdf_sm3 },
    ],
    manifest: null,
  })
  return { name: `${row.certificate_number}.datadeed.json`, text }
}

export async function sendPackage(p: Platform, number: string, reply: FastifyReply) {
  const { name, text } = await certificatePackage(p, number)
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .serializer(String)
    .send(text)
}

export async function verifyFile(p: Platform, request: FastifyRequest) {
  const file = await request.file()
  if (!file) throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'file', message: '请选择要验证的文件' }])
  return await verifyBytes(p, await buffer(file.file))
}
