import { createHash, X509Certificate } from 'node:crypto'
import { AppError } from '@datadeed/core/kernel/errors'
import {
  credentialReasonText,
  credentialSeverity,
  credentialStepText,
  reasonText,
  stepText,
  verifyCredential,
  verifyPackage,
} from '@datadeed/evidence'
import { es256Verify, nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { verifyPdfSignature } from '../../platform/signing/verify-pdf.ts'
import { trustFile } from '../evidence/service.ts'
import { issuerFile } from './issuer-keys.ts'
import { type CertificateStatus, statusOf } from './status.ts'
import { newestToken } from './status-lists.ts'
import { findByNumber, findByPdf } from './store.ts'
import { verifyWords } from './verify-words.ts'

type Language = keyof typeof verifyWords
type Outcome = 'valid' | 'invalid' | 'cannot_check'

/** What was asked of a file, in the order a sceptic would ask it. */
export interface Verification {
  outcome: Outcome
  kind: 'pdf' | 'package' | 'credential' | 'unknown'
  steps: { step: string; outcome: Outcome; message: string }[]
  notChecked: string[]
  certificate: CertificateStatus | null
}

type Words = (typeof verifyWords)['zh']

function outcomeOf(steps: Verification['steps']): Outcome {
  if (steps.some((step) => step.outcome === 'invalid')) return 'invalid'
  return steps.some((step) => step.outcome === 'cannot_check') ? 'cannot_check' : 'valid'
}

/** Is the certificate in force today, by the register? */
function inForce(status: CertificateStatus, words: Words): Verification['steps'][number] {
  const outcome = status.status === 'active' ? 'valid' : 'invalid'
  return { step: words.current, outcome, message: words.statuses[status.status](status) }
}

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

/** A credential with this site's keys, its newest status list, and the register, which knows more than any list. */
async function verifyCredentialFile(p: Platform, bytes: Uint8Array, language: Language): Promise<Verification> {
  const words = verifyWords[language]
  const issuer = await issuerFile(p).catch(notYetTrusted)
  if (!issuer) return unchecked('credential', words.issuer, words.noIssuer)
  const check = (statusList: string | null) =>
    verifyCredential(
      { text: bytes, issuer, statusList, now: Math.floor(Date.now() / 1000) },
      { ...nodeCrypto, es256Verify },
    )
  const first = check(null)
  const newest = first.claims ? await newestToken(p, first.claims) : null
  const verdict = newest ? check(newest) : first
  const steps: Verification['steps'] = verdict.steps.map(({ step, outcome, reason }) => ({
    step: credentialStepText(step, language),
    outcome,
    message: reason ? credentialReasonText(reason, language) : words.unexplained[outcome],
  }))
  const number = verdict.outcome === 'invalid' ? null : verdict.claims?.certificate_number
  const row = typeof number === 'string' ? await findByNumber(p.db, number) : undefined
  const status = row ? await statusOf(p, row) : null
  if (status) steps.push(inForce(status, words))
  const shown = new Set(steps.map((step) => step.message))
  const notChecked = verdict.reasons
    .filter(({ code }) => credentialSeverity(code) === 'notice')
    .map((reason) => credentialReasonText(reason, language))
  const kind = 'credential'
  return {
    outcome: outcomeOf(steps),
    kind,
    steps,
    notChecked: notChecked.filter((t) => !shown.has(t)),
    certificate: status,
  }
}

function notYetTrusted(error: unknown): null {
  if (error instanceof AppError && error.code === 'evidence.not_published') return null
  throw error
}

function unchecked(kind: Verification['kind'], step: string, message: string): Verification {
  const steps = [{ step, outcome: 'cannot_check' as const, message }]
  return { outcome: 'cannot_check', kind, steps, notChecked: [], certificate: null }
}

/** Checks a file somebody brought, and says in the reader's language what was found; it is neither kept nor logged. */
export async function verifyBytes(p: Platform, bytes: Uint8Array, language: Language = 'zh'): Promise<Verification> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = content.subarray(0, 1024).toString('latin1')
  const words = verifyWords[language]
  // What only its first bytes no longer show must still be told changed, not unknown.
  if (head.includes('%PDF-') || content.includes('/ByteRange')) return await verifyPdf(p, bytes, words)
  if (/^eyJ[\w-]+\./.test(head) || content.includes('"datadeed-credential/'))
    return await verifyCredentialFile(p, bytes, language)
  if (head.trimStart().startsWith('{') || content.includes('"datadeed-package/'))
    return await verifyEvidence(p, bytes, language)
  return unchecked('unknown', words.fileType, words.unknownType)
}
