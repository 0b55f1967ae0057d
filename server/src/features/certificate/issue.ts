import { randomBytes } from 'node:crypto'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { formWords } from '@datadeed/core/kernel/form-words'
import { formatShare } from '@datadeed/core/kernel/share'
import { commitment, saltedDigests } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { inTx } from '../../platform/db/tx.ts'
import { attachFile } from '../../platform/pdf/attach-file.ts'
import { certificatePdf } from '../../platform/pdf/certificate.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { signPdf } from '../../platform/signing/sign-pdf.ts'
import { getDepositFacts, logLeaf, publicPackage } from '../evidence/service.ts'
import { chainedDeposits, recordRegisterEvent, versionsOfCase } from '../registration/service.ts'
import { insertCertificate, listIssued } from './store.ts'

const maxPdfBytes = 5 * 1024 * 1024
/** Evidence larger than this stays out of the certificate, which then is verified with its package beside it. */
const maxEmbeddedBytes = 200_000
const sourceNames: Record<string, string> = formWords.zh.values.sourceTypes
/** Chained deposits that a new certificate names beside its own, newest ones. */
const mostReferences = 15
const newSalt = () => randomBytes(32).toString('hex')

/** Two jobs made it at once: the first stands, and the other's leaf goes with its transaction. */
class IssuedMeanwhile extends Error {}

type Entry = Awaited<ReturnType<typeof versionsOfCase>>[number]

/** The signed one-side certificate, with the deposit's evidence inside so that the paper's file can be checked by itself. */
async function drawCertificate(
  p: Platform,
  { view, content, depositId, holders }: Entry,
  issuedAt: Date,
): Promise<Uint8Array> {
  const pdf = await certificatePdf({
    certificateNo: view.certificateNumber,
    registrationNo: view.registrationNumber,
    name: view.name,
    holders:
      holders.length > 1 ? holders.map((one) => `${one.name}（份额 ${formatShare(one)}）`) : view.holder.split('、'),
    sourceType: content.sourceTypes.map((type) => sourceNames[type] ?? type).join('、'),
    industry: content.industry,
    scenario: content.direction ?? content.scenario,
    registeredOn: formatDateZh(view.registeredOn),
    validFrom: formatDateZh(view.registeredOn),
    validUntil: formatDateZh(view.validUntil),
    depositNo: view.depositNumber,
    digestAlgorithm: 'SHA-256',
    digest: view.depositDigests.sha256,
    registrar: p.pack.registrar.name,
    verificationUrl: `${p.config.publicUrl}/certificates/${view.certificateNumber}`,
    demo: p.config.demo,
    localNumberAuthority: true,
    issuedAt,
  })
  const about = { reason: '数据知识产权登记证书', name: p.pdfSigner.name, location: '贵州省', at: issuedAt }
  const evidence = Buffer.from(await publicPackage(p, depositId))
  if (evidence.length > maxEmbeddedBytes) return await signPdf(pdf, about, p.pdfSigner)
  const file = {
    name: 'datadeed.json',
    mediaType: 'application/json',
    description: `存证 ${view.depositNumber} 的证据包`,
    bytes: evidence,
    at: issuedAt,
  }
  return await signPdf(await attachFile(pdf, file), about, p.pdfSigner)
}

/** Makes the certificates that a registered case still lacks, one for each version of its entry, in their order. */
export async function issueCertificate(p: Platform, caseId: string): Promise<void> {
  const versions = await versionsOfCase(p, caseId)
  // Registrations that a division or a merger closed, or opened, rest on the same case.
  for (const [id, ofEntry] of Map.groupBy(versions, (version) => version.id)) {
    const issued = await listIssued(p.db, id)
    for (const version of ofEntry) if (!issued.includes(version.seq)) await issueVersion(p, version)
  }
}

/**
 * Makes the certificate of a version: PDF drawn, signed and stored, then one transaction for its row, its log
 * entry and the register's event. Safe to run again: a crash before the transaction leaves only an unused blob.
 */
async function issueVersion(p: Platform, entry: Entry): Promise<void> {
  const { caseId } = entry
  const deposit = await getDepositFacts(p.db, entry.depositId)
  // The job runs again: the deposit was published before the case was submitted, so this passes.
  if (!deposit.position) throw new AppError('evidence.not_published')
  const now = p.clock.now()
  const pdf = await drawCertificate(p, entry, now)
  const blob = await p.blobs.put(pdf, { maxBytes: maxPdfBytes })
  const { view } = entry
  const disclosed = {
    owner: { salt: newSalt(), value: { name: view.holder, code: entry.holderUscc } },
    certificate: {
      salt: newSalt(),
      value: {
        number: view.certificateNumber,
        registration: view.registrationNumber,
        title: view.name,
        issuer: p.pack.registrar.name,
        issuedOn: toChinaDate(now.getTime()),
        validUntil: view.validUntil,
      },
    },
  }
  const { index, leafHash } = deposit.position
  // An entry names sixteen others at most; the chain's digests, in the entries of the revisions, name them all.
  const revisions = (await chainedDeposits(p, entry.id, mostReferences)).flatMap(({ number, position }) =>
    position && number !== deposit.number
      ? [{ role: 'deposit' as const, subject: number, index: position.index, hash: position.leafHash }]
      : [],
  )
  await inTx(p.db, async (tx) => {
    const leafId = await logLeaf(tx, {
      type: 'certificate',
      subject: view.certificateNumber,
      digests: saltedDigests(nodeCrypto, disclosed.certificate.salt, disclosed.certificate.value),
      body: {
        owner: commitment(nodeCrypto, disclosed.owner.salt, disclosed.owner.value),
        references: [{ role: 'deposit', subject: deposit.number, index, hash: leafHash }, ...revisions],
        documents: [{ name: pdfName(view.certificateNumber), bytes: blob.bytes, sha256: blob.sha256, sm3: blob.sm3 }],
      },
      now,
    })
    const inserted = await insertCertificate(tx, {
      id: newId<'certificate'>(),
      entry_id: entry.id,
      version_seq: entry.seq,
      pdf_sha256: blob.sha256,
      pdf_sm3: blob.sm3,
      bytes: BigInt(blob.bytes),
      demo: p.config.demo,
      disclosed: JSON.stringify(disclosed),
      leaf_id: leafId,
      issued_at: now,
    })
    if (!inserted) throw new IssuedMeanwhile()
    await recordRegisterEvent(tx, entry.id, 'certificate_issued', now, leafId)
    const partyIds = entry.holders.flatMap(({ partyId }) => partyId ?? [])
    const issued = { caseId, certificateNumber: view.certificateNumber, entryId: entry.id, partyIds, now }
    await p.events.emit(tx, 'certificate.issued', issued)
  }).catch((error: unknown) => {
    if (!(error instanceof IssuedMeanwhile)) throw error
  })
}

/** File name of a certificate, as its log entry and its download say it. */
export function pdfName(certificateNumber: string): string {
  return `${certificateNumber}.pdf`
}
