import { createHash, X509Certificate } from 'node:crypto'
import { AppError } from '@datadeed/core/kernel/errors'
import { reasonText, stepText, verifyPackage } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Platform } from '../../platform/platform.ts'
import { verifyPdfSignature } from '../../platform/signing/verify-pdf.ts'
import { trustFile } from '../evidence/service.ts'
import { type CertificateStatus, statusOf } from './status.ts'
import { findByNumber, findByPdf } from './store.ts'

type Outcome = 'valid' | 'invalid' | 'cannot_check'

/** What was asked of a file, in the order a sceptic would ask it. */
export interface Verification {
  outcome: Outcome
  kind: 'pdf' | 'package' | 'unknown'
  steps: { step: string; outcome: Outcome; message: string }[]
  notChecked: string[]
  certificate: CertificateStatus | null
}

const localNumbers = '登记号由本平台的本地编号规则给出，未与国家知识产权局的编号核对'

/** Words for a step without a reason of its own. */
const unexplained: Record<Outcome, string> = {
  valid: '通过',
  invalid: '没有通过',
  cannot_check: '前面的步骤没有通过，无从核对',
}

function outcomeOf(steps: Verification['steps']): Outcome {
  if (steps.some((step) => step.outcome === 'invalid')) return 'invalid'
  return steps.some((step) => step.outcome === 'cannot_check') ? 'cannot_check' : 'valid'
}

/** Is the certificate in force today, by the register? */
function inForce(status: CertificateStatus): Verification['steps'][number] {
  const words: Record<CertificateStatus['status'], string> = {
    active: `登记有效，有效期至 ${status.validUntil}`,
    expired: `登记已于 ${status.validUntil} 期满失效`,
    cancelled: '登记已注销',
    revoked: '登记已撤销',
  }
  return {
    step: '现在是否有效',
    outcome: status.status === 'active' ? 'valid' : 'invalid',
    message: words[status.status],
  }
}

async function verifyPdf(p: Platform, bytes: Uint8Array): Promise<Verification> {
  const signature = verifyPdfSignature(bytes, [new X509Certificate(p.pdfSigner.authorityPem).raw])
  const row = await findByPdf(p.db, createHash('sha256').update(bytes).digest('hex'))
  const status = row ? await statusOf(p, row) : null
  const steps: Verification['steps'] = [
    {
      step: '文件签名',
      outcome: signature.outcome === 'valid' ? 'valid' : 'invalid',
      message:
        signature.outcome === 'valid'
          ? `签名有效，签署人 ${signature.signerName ?? ''}，签署后未被改动`
          : `签名检验不通过：${signature.reason}`,
    },
    status
      ? { step: '签发记录', outcome: 'valid', message: `与本平台签发的证书 ${status.certificateNumber} 逐字节一致` }
      : {
          step: '签发记录',
          outcome: 'invalid',
          message: '本平台没有签发过与此文件逐字节一致的证书，文件可能被改动或另存过',
        },
    ...(status ? [inForce(status)] : []),
  ]
  return { outcome: outcomeOf(steps), kind: 'pdf', steps, notChecked: [localNumbers], certificate: status }
}

async function verifyEvidence(p: Platform, bytes: Uint8Array): Promise<Verification> {
  const trust = await trustFile(p).catch(notYetTrusted)
  if (!trust) return unchecked('package', '信任文件', '本平台的日志还没有见证方，暂时不能验证证据包，请稍后再试')
  const verdict = verifyPackage({ packageText: bytes, trust, now: Math.floor(Date.now() / 1000) }, nodeCrypto)
  const steps: Verification['steps'] = verdict.steps.map(({ step, outcome, reason }) => ({
    step: stepText(step, 'zh'),
    outcome,
    message: reason ? reasonText(reason.code, 'zh', reason.params) : unexplained[outcome],
  }))
  const number = verdict.facts?.kind === 'certificate' && verdict.outcome !== 'invalid' ? verdict.facts.subject : null
  const row = number ? await findByNumber(p.db, number) : undefined
  const status = row ? await statusOf(p, row) : null
  if (status) steps.push(inForce(status))
  else if (number) steps.push({ step: '登记簿', outcome: 'invalid', message: `登记簿中没有编号为 ${number} 的登记` })
  const notChecked = verdict.reasons.map((reason) => reasonText(reason.code, 'zh', reason.params))
  const shown = new Set(steps.map((step) => step.message))
  return {
    outcome: number ? outcomeOf(steps) : verdict.outcome,
    kind: 'package',
    steps,
    notChecked: notChecked.filter((text) => !shown.has(text)),
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

/** Checks a file somebody brought; it is neither kept nor logged. */
export async function verifyBytes(p: Platform, bytes: Uint8Array): Promise<Verification> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = content.subarray(0, 1024).toString('latin1')
  // What only its first bytes no longer show must still be told changed, not unknown.
  if (head.includes('%PDF-') || content.includes('/ByteRange')) return await verifyPdf(p, bytes)
  if (head.trimStart().startsWith('{') || content.includes('"datadeed-package/')) return await verifyEvidence(p, bytes)
  const message = '不是证书 PDF，也不是证据包（.datadeed.json）。请选择平台下载的原文件'
  return unchecked('unknown', '文件类型', message)
}
