import { createHash, X509Certificate } from 'node:crypto'
import { reasonText, stepText, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { verifyPdfSignature } from '../../platform/signing/verify-pdf.ts'
import { trustFile } from '../evidence/service.ts'
import { statusOf } from './status.ts'
import { findByNumber, findByPdf } from './store.ts'
import {
  inForce,
  type Language,
  notYetTrusted,
  outcomeOf,
  unchecked,
  type Verification,
  type Words,
} from './verification.ts'
import { verifyCredentialFile } from './verify-credential.ts'
import { verifyWords } from './verify-words.ts'

async function verifyPdf(p: Platform, bytes: Uint8Array, words: Words): Promise<Verification> {
  const signature = verifyPdfSignature(bytes, [new X509Certificate(p.pdfSigner.authorityPem).raw])
  const row = await findByPdf(p.db, createHash('sha256').update(bytes).digest('hex'))
  const status = row ? await statusOf(p, row) : null
  const steps: Verification['steps'] = [
    signature.outcome === 'valid'
      ? { step: words.signature, outcome: 'valid', message: words.signed(signature.signerName ?? '') }
      : { step: words.signature, outcome: 'invalid', message: words.notSigned(signature.outcome, signature.reason) },
    status
      ? { step: words.issued, outcome: 'valid', message: words.issuedAs(status.certificateNumber) }
      : { step: words.issued, outcome: 'invalid', message: words.notIssued },
    ...(status ? [inForce(status, words)] : []),
  ]
  return { outcome: outcomeOf(steps), kind: 'pdf', steps, notChecked: [words.localNumbers], certificate: status }
}

async function verifyEvidence(p: Platform, bytes: Uint8Array, language: Language): Promise<Verification> {
  const words = verifyWords[language]
  const trust = await trustFile(p).catch(notYetTrusted)
  if (!trust) return unchecked('package', words.trust, words.noTrust)
  const verdict = verifyPackage({ packageText: bytes, trust, now: Math.floor(Date.now() / 1000) }, nodeCrypto)
  const steps: Verification['steps'] = verdict.steps.map(({ step, outcome, reason }) => ({
    step: stepText(step, language),
    outcome,
    message: reason ? reasonText(reason.code, language, reason.params) : words.unexplained[outcome],
  }))
  const number = verdict.facts?.kind === 'certificate' && verdict.outcome !== 'invalid' ? verdict.facts.subject : null
  const row = number ? await findByNumber(p.db, number) : undefined
  const status = row ? await statusOf(p, row) : null
  if (status) steps.push(inForce(status, words))
  else if (number) steps.push({ step: words.register, outcome: 'invalid', message: words.notRegistered(number) })
  const notChecked = verdict.reasons.map((reason) => reasonText(reason.code, language, reason.params))
  const shown = new Set(steps.map((step) => step.message))
  return {
    outcome: number ? outcomeOf(steps) : verdict.outcome,
    kind: 'package',
    steps,
    notChecked: notChecked.filter((text) => !shown.has(text)),
    certificate: status,
  }
}

/** Checks a file somebody brought, and says in the reader's language what was found; it is neither kept nor logged. */
export async function verifyBytes(p: Platform, bytes: Uint8Array, language: Language = 'zh'): Promise<Verification> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = content.subarray(0, 1024).toString('latin1')
  const words = verifyWords[language]
  // What only its first bytes no longer show must still be told changed, not unknown.
  if (head.includes('%PDF-') || content.includes('/ByteRange')) return await verifyPdf(p, bytes, words)
  // A header with certificates is longer than the head.
  if (/^eyJ[\w-]+/.test(head) || content.includes('"format":"datadeed-credential/'))
    return await verifyCredentialFile(p, bytes, language)
  if (head.trimStart().startsWith('{') || content.includes('"datadeed-package/'))
    return await verifyEvidence(p, bytes, language)
  return unchecked('unknown', words.fileType, words.unknownType)
}
