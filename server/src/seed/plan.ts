import type { CaseStatus } from '@datadeed/core/filing/machine'
import type { Flaw } from './flaws.ts'

/** How many demonstration cases end in each state. */
export const caseCounts: Record<CaseStatus, number> = {
  registered: 16,
  refused: 3,
  withdrawn: 2,
  deemed_withdrawn: 1,
  objection_pending: 2,
  public_notice: 8,
  acceptance_proposed: 3,
  refusal_proposed: 2,
  correction_required: 5,
  under_review: 6,
  submitted: 7,
  awaiting_signature: 3,
  draft: 5,
}

/** Days before today on which a case of a state was begun; the spread keeps them apart. */
const begun: Record<CaseStatus, { last: number; spread: number }> = {
  registered: { last: 40, spread: 9 },
  refused: { last: 30, spread: 8 },
  withdrawn: { last: 20, spread: 6 },
  deemed_withdrawn: { last: 45, spread: 5 },
  objection_pending: { last: 12, spread: 1 },
  public_notice: { last: 9, spread: 0.5 },
  acceptance_proposed: { last: 6, spread: 0.6 },
  refusal_proposed: { last: 6, spread: 0.6 },
  correction_required: { last: 7, spread: 0.8 },
  under_review: { last: 5, spread: 0.5 },
  submitted: { last: 3, spread: 0.4 },
  awaiting_signature: { last: 2, spread: 0.4 },
  draft: { last: 2, spread: 0.3 },
}

/** An objection that was answered and decided, its decision checked and released to the public base. */
export interface Dispute {
  ground: string
  statement: string
  answer: string
  outcome: 'dismissed' | 'upheld'
  reason: string
}

const disputes: Partial<Record<CaseStatus, readonly Dispute[]>> = {
  // Of the oldest registrations.
  registered: [
    {
      ground: 'ownership',
      statement:
        '异议人所在的黔中数据服务（演示）有限公司2024年3月5日与申请人签订数据处理服务合同，参与清洗和校验，联系电话13700000000，认为应当列为共同权利人。',
      answer: '合同第六条写明成果归委托方，服务费已经付清；清洗规则由我单位提供，异议人按规则执行。',
      outcome: 'dismissed',
      reason:
        '服务合同约定成果归委托方，异议人按申请人提供的规则执行清洗，没有提供参与制定规则或者提供数据来源的证据。受托处理数据且约定成果归委托方的，受托方不因执行处理而成为共同权利人。',
    },
    {
      ground: 'duplicate',
      statement: '申请的数据与我单位先存证的数据字段名称相同，属于重复登记。',
      answer: '字段名称为行业通用名称；数据由我单位自有设备采集，时间和路段均不相同，见来源证明。',
      outcome: 'dismissed',
      reason:
        '比对草图显示两份数据的取值没有达到两成的重合，字段名称相同不等于数据相同。双方采集的时间和范围不同，不构成重复登记。',
    },
  ],
  refused: [
    {
      ground: 'unlawful_source',
      statement:
        '申请人登记的部分数据取自我单位的停车管理平台，双方的接口服务协议第四条禁止将数据用于协议以外的目的，且协议已经到期。',
      answer: '接口数据只占一小部分，我单位认为加工之后可以登记。',
      outcome: 'upheld',
      reason:
        '申请人承认部分数据来自异议人的接口，协议限定用途且已经到期，申请人没有取得新的授权，也不能把这部分数据分离。来源未经授权的数据经过加工，仍不符合来源合法的要求。',
    },
  ],
}

/** Applications with a flaw, newest first; none of those that wait for somebody to take them. */
const flaws: Partial<Record<CaseStatus, readonly Flaw[]>> = {
  registered: ['short_sample', 'missing_format', 'longer_span', 'vague_reason', 'vague_reason', 'bare_field'],
  public_notice: ['longer_span', 'missing_format', 'vague_reason', 'short_sample'],
  correction_required: ['short_sample', 'bare_field', 'longer_span', 'missing_format', 'pending'],
  refusal_proposed: ['raw', 'unprocessed'],
  refused: ['unprocessed', 'raw'],
  deemed_withdrawn: ['pending'],
}

export interface PlannedCase {
  status: CaseStatus
  /** Days before now. */
  daysAgo: number
  dispute?: Dispute
  flaw?: Flaw
}

/** All cases, oldest first, so that numbers run with time. */
export function plannedCases(): PlannedCase[] {
  return (Object.keys(caseCounts) as CaseStatus[])
    .flatMap((status) =>
      Array.from({ length: caseCounts[status] }, (_, i) => {
        const dispute = disputes[status]?.[caseCounts[status] - 1 - i]
        const flaw = flaws[status]?.[i]
        const daysAgo = begun[status].last + i * begun[status].spread
        return { status, daysAgo, ...(dispute && { dispute }), ...(flaw && { flaw }) }
      }),
    )
    .sort((a, b) => b.daysAgo - a.daysAgo)
}
