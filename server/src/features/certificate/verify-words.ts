import type { CertificateStatus } from './status.ts'

type Ended = { validUntil: string }

const zh = {
  localNumbers: '登记号由本平台的本地编号规则给出，未与国家知识产权局的编号核对',
  /** For a step without a reason of its own. */
  unexplained: { valid: '通过', invalid: '没有通过', cannot_check: '前面的步骤没有通过，无从核对' },
  current: '现在是否有效',
  statuses: {
    active: ({ validUntil }: Ended) => `登记有效，有效期至 ${validUntil}`,
    suspended: () => '登记中止中：异议或中止程序还没有结论，其间不能凭它主张权利；程序结束后可能恢复，也可能撤销',
    expired: ({ validUntil }: Ended) => `登记已于 ${validUntil} 期满失效`,
    cancelled: () => '登记已注销',
    revoked: () => '登记已撤销',
  } satisfies Record<CertificateStatus['status'], (status: Ended) => string>,
  replaced: (by: string) => `登记有变更或者更正，这份证书已由证书 ${by} 代替`,
  signature: '文件签名',
  signed: (signer: string) => `签名有效，签署人 ${signer}，签署后未被改动`,
  notSigned: (_outcome: 'untrusted' | 'invalid' | 'unsigned', reason: string) => `签名检验不通过：${reason}`,
  issued: '签发记录',
  issuedAs: (number: string) => `与本平台签发的证书 ${number} 逐字节一致`,
  notIssued: '本平台没有签发过与此文件逐字节一致的证书，文件可能被改动或另存过',
  register: '登记簿',
  notRegistered: (number: string) => `登记簿中没有编号为 ${number} 的登记`,
  trust: '信任文件',
  noTrust: '本平台的日志还没有见证方，暂时不能验证证据包，请稍后再试',
  issuer: '签发机构',
  noIssuer: '本平台还没有签发过电子凭证，这份凭证不是本平台的',
  fileType: '文件类型',
  unknownType: '不是证书 PDF、证据包（.datadeed.json）或电子凭证（.credential.json）。请选择平台下载的原文件',
}

const notSigned = {
  untrusted: 'whole, but its issuer is not among those trusted here, so nobody can say who signed',
  invalid: 'changed after it was signed, or the signature itself is damaged',
  unsigned: 'no digital signature in the file',
}

const en: typeof zh = {
  localNumbers: 'the numbers follow a local rule of this platform and were not checked against the national office',
  unexplained: {
    valid: 'passed',
    invalid: 'failed',
    cannot_check: 'an earlier step failed, so this could not be checked',
  },
  current: 'Whether it still holds',
  statuses: {
    active: ({ validUntil }) => `registered, valid through ${validUntil}`,
    suspended: () =>
      'suspended: an objection or suspension is not yet decided, and meanwhile nothing can be claimed by it; it may come back into force or be revoked',
    expired: ({ validUntil }) => `expired after ${validUntil}`,
    cancelled: () => 'cancelled',
    revoked: () => 'revoked',
  },
  replaced: (by) => `the registration was changed or rectified: certificate ${by} replaces this one`,
  signature: 'Signature of the file',
  signed: (signer) => `valid, signed by ${signer}, unchanged since`,
  notSigned: (outcome) => notSigned[outcome],
  issued: 'Record of issue',
  issuedAs: (number) => `byte for byte the certificate ${number} issued here`,
  notIssued: 'no certificate issued here is byte for byte this file: it may have been changed or saved anew',
  register: 'Register',
  notRegistered: (number) => `the register holds nothing under ${number}`,
  trust: 'Trust file',
  noTrust: 'the log of this platform has no witness yet, so packages cannot be checked; try again later',
  issuer: 'Issuer',
  noIssuer: 'this platform has issued no credential yet, so this is none of ours',
  fileType: 'Kind of file',
  unknownType:
    'no certificate PDF, evidence package (.datadeed.json) or credential (.credential.json). Choose the file as it was downloaded here',
}

/** What the steps of a verification say, in the reader's language. */
export const verifyWords = { zh, en }
