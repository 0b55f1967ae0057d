import type { CaseDraft } from '@datadeed/core/filing/schema'
import { addDays } from '@datadeed/core/kernel/dates'
import type { GeneratedDeposit } from './data.ts'

/** What companies get wrong, each of which the machine tells of and lets pass: whether it is so is for the examiner to say. */
const flaws = {
  short_sample: ({ sampleRows = [] }) => ({ sampleRows: sampleRows.slice(0, 2) }),
  bare_field: ({ elements = [] }) => ({
    elements: elements.map((one, at) => (at === elements.length - 1 ? { ...one, label: '', meaning: '' } : one)),
  }),
  longer_span: (_, { rows }) => ({ timeFrom: addDays((rows[0]?.[1] ?? '').slice(0, 10), -60) }),
  missing_format: () => ({ formats: ['json'] }),
  pending: ({ redFlags }) => ({ importantData: 'pending', redFlags: { ...redFlags, R12: false, R16: false } }),
  vague_reason: () => ({ importantDataReason: '数据为汇总结果，不涉及国家安全和经济运行，因此不是重要数据。' }),
  raw: () => ({ formats: ['csv', 'log'] }),
  unprocessed: () => ({
    algorithm:
      '由各站点值班人员逐时抄录设备读数，下班前填入表格交给信息中心，信息中心把各站点的表格按日期装订成册，月底刻录光盘存档，没有改动任何读数，需要时调出查阅。',
  }),
} satisfies Record<string, (form: CaseDraft, generated: GeneratedDeposit) => CaseDraft>
export type Flaw = keyof typeof flaws
export const flawNames = Object.keys(flaws) as Flaw[]

export const withFlaw = (form: CaseDraft, flaw: Flaw | undefined, generated: GeneratedDeposit): CaseDraft =>
  flaw ? { ...form, ...flaws[flaw](form, generated) } : form
