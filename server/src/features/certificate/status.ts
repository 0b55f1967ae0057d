import type { certificateStatus } from '@datadeed/core/certificate/schema'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import type { Platform } from '../../platform/platform.ts'
import { positionsOf } from '../evidence/service.ts'
import { chainOf, getEntry } from '../registration/service.ts'
import { type CertificateRow, findByNumber, findByPdf } from './store.ts'

export type CertificateStatus = z.input<typeof certificateStatus>

/** The certificate of a number, or `certificate.not_issued`. */
export async function requireCertificate(p: Platform, number: string): Promise<CertificateRow> {
  const row = await findByNumber(p.db, number)
  if (!row) throw new AppError('certificate.not_issued')
  return row
}

/** What anyone may know of it now. */
export async function statusOf(p: Platform, row: CertificateRow): Promise<CertificateStatus> {
  const [entry, positions, chain] = await Promise.all([
    getEntry(p, row.certificate_number),
    positionsOf(p, [row.leaf_id]),
    chainOf(p, row.certificate_number),
  ])
  const position = positions.get(row.leaf_id)
  const times = position?.witnesses.map((witness) => witness.at).sort()
  const replaced = row.newest_number !== row.certificate_number
  return {
    ...entry,
    // A replaced certificate goes on saying what it said.
    ...(replaced && {
      ...(row.content as unknown as Pick<CertificateStatus, 'scenario'>),
      ...{ certificateNumber: row.certificate_number, name: row.name, holder: row.holder, validUntil: row.valid_until },
      ...(row.valid_until !== entry.validUntil && { expiry: null }),
    }),
    replacedBy: replaced ? row.newest_number : null,
    replacedBecause: replaced ? row.replaced_because : null,
    chain,
    demo: row.demo,
    asOf: p.clock.now().toISOString(),
    pdfSha256: row.pdf_sha256,
    logIndex: position?.index ?? null,
    witnessedAt: times?.[0] ?? null,
    packageReady: position !== undefined,
  } as CertificateStatus
}

export async function getCertificate(p: Platform, number: string): Promise<CertificateStatus> {
  return await statusOf(p, await requireCertificate(p, number))
}

export async function findByDigest(p: Platform, sha256: string): Promise<CertificateStatus> {
  const row = await findByPdf(p.db, sha256)
  if (!row) throw new AppError('certificate.not_issued')
  return await statusOf(p, row)
}
