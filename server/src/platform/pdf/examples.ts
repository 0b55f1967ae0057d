import type { CertificateData } from './certificate.ts'
import type { LetterFrame } from './letter.ts'
import type { ReceiptData, SubmissionReceiptData } from './receipt.ts'

/** Data of the documents as the tests print them. All names are invented. */
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const issuedAt = new Date('2026-11-22T02:00:00Z')
const registrar = '黔州数据知识产权登记中心（演示）'

export const certificateExample: CertificateData = {
  certificateNo: '20261152000000017',
  registrationNo: '2026D1E00000123X',
  name: '高速公路货运车辆通行时空特征数据集',
  holders: ['黔通智联（演示）科技有限公司', '云上𬭸堃数据研究院（演示）'],
  sourceType: '自行采集',
  industry: 'G54 道路运输业',
  scenario: '货运路线规划与拥堵预警',
  registeredOn: '2026年11月22日',
  validFrom: '2026年11月22日',
  validUntil: '2029年11月21日',
  depositNo: 'DC-20261108-000042',
  digestAlgorithm: 'SHA-256',
  digest,
  registrar,
  verificationUrl: 'https://datadeed.example/verify/20261152000000017',
  demo: true,
  localNumberAuthority: true,
  issuedAt,
}

export const receiptExample: ReceiptData = {
  depositNo: 'DC-20261108-000042',
  depositor: '黔通智联（演示）科技有限公司',
  depositedAt: '2026年11月8日 09:30:12（北京时间）',
  totalSize: '1.07 GB',
  manifestDigests: [
    { label: '清单摘要 SHA-256', value: digest },
    { label: '清单摘要 SM3', value: digest },
  ],
  fileCount: 230,
  files: Array.from({ length: 230 }, (_, i) => ({ path: `货运/第${i}批.csv`, size: '4.66 MB', digest })),
  log: { origin: 'datadeed.example/log', index: '1042', checkpointSize: '1043', checkpointRoot: digest },
  witnesses: [{ name: 'witness-a.example', at: '2026年11月8日 09:30:14（北京时间）', keyId: 'a1b2c3d4' }],
  verificationUrl: 'https://datadeed.example/deposits/DC-20261108-000042',
  demo: true,
  issuedAt,
}

export const submissionExample: SubmissionReceiptData = {
  applicationNo: 'SQ-2026-000123',
  name: certificateExample.name,
  applicant: receiptExample.depositor,
  submittedBy: '张某（授权签署人）',
  submittedAt: '2026年11月10日 10:00:00（北京时间）',
  depositNo: receiptExample.depositNo,
  digests: [{ label: 'SHA-256', value: digest }],
  items: [{ name: '申请表', size: '12 KB', digest }],
  next: ['审查期限自次日起算，最长10个工作日。'],
  demo: false,
  issuedAt,
}

export const letterExample: LetterFrame = {
  letterNo: '黔数知〔2026〕12号',
  registrar,
  addressee: receiptExample.depositor,
  applicationNo: 'SQ-2026-000123',
  name: certificateExample.name,
  issuedOn: '2026年11月22日',
  contact: '数契平台“我的案件”页面',
  demo: true,
  issuedAt,
}
