import { askedRedFlags } from '@datadeed/core/filing/findings'
import type { CaseDraft } from '@datadeed/core/filing/schema'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import type { GeneratedDeposit } from './data.ts'
import type { DemoCompany, DemoData } from './world.ts'

/** A careful application for a generated data set: the machine check finds nothing that must be mended. */
export function completeForm(company: DemoCompany, data: DemoData, generated: GeneratedDeposit): CaseDraft {
  const city = company.name.slice(0, 2)
  const form: CaseDraft = {
    name: `${city}${data.name}`,
    industryCode: company.industryCode,
    direction: data.direction,
    scenario: data.use,
    sourceTypes: ['enterprise'],
    acquisition: ['self'],
    sourceStatement: '由本公司自有设备和业务系统在日常运营中采集，经专用网络汇入公司数据中心保存，未使用外部数据。',
    authorisationUntil: null,
    personalInfo: 'none',
    personalInfoBasis: '',
    anonymisation: '',
    importantData: 'not_important',
    importantDataReason:
      '由公司数据安全委员会按行业分类分级标准判断：数据为聚合统计结果，延迟发布，不反映经济运行总量。',
    formats: ['csv'],
    elements: generated.elements,
    areas: [company.prefectureCode],
    modes: [data.mode],
    updateFrequency: 'month',
    updatePeriod: '长期',
    algorithm: data.method,
    algorithmConfidential: false,
    sampleHeader: generated.columns,
    sampleRows: generated.rows,
    originality: '',
    ownership: 'sole',
    coHolders: [],
    disclosure: 'undisclosed',
    intendedUses: ['licence', 'pledge'],
    infrastructure: '',
    agentName: '',
    agentUscc: '',
    commitTruth: true,
    commitSource: true,
    commitNoDispute: true,
    commitSecurity: true,
  }
  const flags = askedRedFlags(form, guizhou)
  return { ...form, redFlags: Object.fromEntries(flags.map(({ rule }) => [rule, false])) }
}
