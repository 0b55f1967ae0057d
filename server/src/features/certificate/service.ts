import type { Disclosed } from '@datadeed/evidence'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { getDepositFacts, packageText } from '../evidence/service.ts'
import { pdfName } from './issue.ts'
import { requireCertificate } from './status.ts'

export {
  claimsOf,
  offlineAddress,
  offlineCodeFile,
  presentationFile,
  sdJwtFile,
  sweepCredentials,
} from './credential.ts'
export { bindCredential, boundCredentialFile } from './holder-binding.ts'
export { issueCertificate } from './issue.ts'
export { issuerFile } from './issuer-keys.ts'
export { offlineVerifier } from './offline-verifier.ts'
export { findByDigest, getCertificate } from './status.ts'
export { statusListToken } from './status-lists.ts'
export { verifyBytes } from './verify.ts'
export { offlineTrust, verifyOfflineCode } from './verify-credential.ts'

/** The certificate itself: the very bytes that were issued. */
export async function certificateFile(p: Platform, number: string): Promise<FileToSend> {
  const row = await requireCertificate(p, number)
  const body = await p.blobs.get(row.pdf_sha256)
  const name = pdfName(row.certificate_number)
  return { name, mediaType: 'application/pdf', bytes: Number(row.bytes), body, immutable: true }
}

/** The certificate's evidence package; `evidence.not_published` until the log has been witnessed past its entry. */
export async function certificatePackage(p: Platform, number: string): Promise<FileToSend> {
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
  const body = Buffer.from(text)
  const name = `${row.certificate_number}.datadeed.json`
  return { name, mediaType: 'application/json; charset=utf-8', bytes: body.length, body }
}

/** The certificate above the signing one, that a stranger must take from us by another way than the PDF. */
export function authorityFile(p: Pick<Platform, 'pdfSigner'>): FileToSend {
  const body = Buffer.from(p.pdfSigner.authorityPem)
  return { name: 'ca.pem', mediaType: 'application/x-pem-file', bytes: body.length, body }
}
