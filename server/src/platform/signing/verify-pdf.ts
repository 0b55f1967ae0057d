import { verifyCms } from './cms.ts'

export interface PdfSignatureReport {
  /**
   * `valid`: unchanged since signing and signed under a trusted authority. `untrusted`: unchanged, but by a signer unknown to us.
   * `invalid`: changed, damaged or badly made. `unsigned`: no trace of a signature.
   */
  outcome: 'valid' | 'untrusted' | 'invalid' | 'unsigned'
  coversWholeDocument: boolean
  signerName: string | null
  /** As claimed by the signer in the signed part of the file. */
  signingTime: Date | null
  /** For people; empty when valid. */
  reason: string
}

const traces = ['/ByteRange', 'ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'Adobe.PPKLite', '/SigFlags']

const signingTimeNear = (file: Buffer, at: number): Date | null => {
  const from = file.lastIndexOf(' obj', at)
  const object = file.subarray(Math.max(0, from), at + 40_000).toString('latin1')
  const match = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(object)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

/**
 * Checks the signature of a PDF that `signPdf` made. `trustedCas` are authority certificates, DER. Strict: what lies outside the signed
 * range may only be our container in lower-case hex and its padding, so a change to any single byte of the file is found. Never throws.
 */
export const verifyPdfSignature = (bytes: Uint8Array, trustedCas: readonly Uint8Array[]): PdfSignatureReport => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const report = (outcome: PdfSignatureReport['outcome'], reason: string, rest: Partial<PdfSignatureReport> = {}) => ({
    outcome,
    coversWholeDocument: false,
    signerName: null,
    signingTime: null,
    reason,
    ...rest,
  })
  if (!traces.some((trace) => file.includes(trace))) return report('unsigned', '文件没有数字签名。')

  const at = file.lastIndexOf('/ByteRange')
  const match = /^\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]/.exec(
    file.subarray(at, at + 64).toString('latin1'),
  )
  if (at < 0 || !match) return report('invalid', '文件有签名的痕迹，但签名范围缺失或者被改动过。')
  const [start = 0, end = 0, tail = 0] = match.slice(1).map(Number)
  const hex = file.subarray(start + 1, end - 1).toString('latin1')
  const wellFormed = start < end && end + tail <= file.length && file[start] === 0x3c && file[end - 1] === 0x3e
  if (!wellFormed || !/^(?:[0-9a-f]{2})+$/.test(hex))
    return report('invalid', '签名范围与文件不符：文件被截断或者改动过。')
  const signingTime = signingTimeNear(file, at)
  if (end + tail !== file.length) {
    return report('invalid', `签名之后文件又被追加了 ${file.length - end - tail} 个字节，追加的内容不受签名保护。`, {
      signingTime,
    })
  }

  const container = Buffer.from(hex, 'hex')
  const length = derLength(container)
  if (length === null || container.subarray(length).some((byte) => byte !== 0)) {
    return report('invalid', '签名容器或者其后的填充被改动过。', { signingTime, coversWholeDocument: true })
  }
  const content = Buffer.concat([file.subarray(0, start), file.subarray(end)])
  const verdict = verifyCms(container.subarray(0, length), content, trustedCas)
  const facts = { coversWholeDocument: true, signerName: verdict.signerName || null, signingTime }
  if (verdict.outcome === 'invalid') return report('invalid', verdict.reason, facts)
  if (!signingTime) return report('invalid', '签名没有写明签署时间。', facts)
  const { validFromDate, validToDate } = verdict.certificate
  if (signingTime < validFromDate || signingTime > validToDate) {
    return report('invalid', '签署时间不在签名证书的有效期内。', facts)
  }
  return report(verdict.outcome, verdict.reason, facts)
}

/** Whole length of the DER value at the start; null when the header makes no sense. */
const derLength = (der: Uint8Array): number | null => {
  const [tag, first] = der
  if (tag !== 0x30 || first === undefined) return null
  if (first < 0x80) return first + 2
  const count = first & 0x7f
  if (count === 0 || count > 3) return null
  const length = der.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0)
  return 2 + count + length <= der.length ? 2 + count + length : null
}
