import type { X509Certificate } from 'node:crypto'
import type { Outcome, Trust, Verdict } from '@datadeed/evidence'
import { embeddedPackage, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { DataDifference } from './compare-data.ts'
import { type PdfVerdict, verifyPdf } from './pdf/verify-pdf.ts'

/** Everything found about the files given. */
export interface Found {
  evidence: Verdict | null
  /** of the deposit's evidence inside a PDF, where `evidence` is of another package */
  embedded: Verdict | null
  pdfs: { name: string; verdict: PdfVerdict }[]
  data: { difference: DataDifference | null } | null
}

export interface FilesToVerify {
  name: string
  file: Uint8Array
  /** a PDF's certificate package, kept beside it */
  beside: Uint8Array | null
  documents: ReadonlyMap<string, Uint8Array>
  trust: Trust | null
  authorities: readonly X509Certificate[]
}

export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')

/** The package that the evidence is taken from: the file itself, the one beside a PDF, or the one inside it. */
export const packageOf = ({ file, beside }: Pick<FilesToVerify, 'file' | 'beside'>): Uint8Array | null =>
  isPdf(file) ? (beside ?? embeddedPackage(file)) : file

/** Checks an evidence package or a PDF with all that belongs to it. Never throws for what the files hold. */
export const verifyFiles = (given: FilesToVerify): Found => {
  const { name, file, beside, documents, trust, authorities } = given
  const now = Math.floor(Date.now() / 1000)
  const main = packageOf(given)
  const inside = beside && isPdf(file) ? embeddedPackage(file) : null
  const listed = beside && isPdf(file) ? new Map([...documents, [name, file]]) : documents
  const pdfs = [...(isPdf(file) ? [[name, file] as const] : []), ...documents]
  return {
    evidence: main && verifyPackage({ packageText: main, trust, documents: listed, now }, nodeCrypto),
    embedded: inside && verifyPackage({ packageText: inside, trust, now }, nodeCrypto),
    pdfs: pdfs
      .filter(([, bytes]) => isPdf(bytes))
      .map(([title, bytes]) => ({ name: title, verdict: verifyPdf(bytes, authorities) })),
    data: null,
  }
}

/**
 * A PDF whose signer cannot be checked here does not spoil evidence that names the PDF itself. Evidence that is only
 * inside the PDF says nothing of the paper around it: there the signature must hold as well.
 */
export const overall = ({ evidence, embedded, pdfs, data }: Found, evidenceIsInside: boolean): Outcome => {
  const signed: Outcome[] = pdfs.map(({ verdict }) => verdict.outcome)
  const all = [...signed, evidence?.outcome, embedded?.outcome]
  if (all.includes('invalid') || data?.difference) return 'invalid'
  if (evidence && !evidenceIsInside) return evidence.outcome
  if (evidence && evidence.outcome !== 'valid') return evidence.outcome
  return signed.length > 0 && signed.every((outcome) => outcome === 'valid') ? 'valid' : 'cannot_check'
}
