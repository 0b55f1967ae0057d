import { guizhou } from '../kernel/rule-pack.ts'
import { askedRedFlags } from './findings.ts'
import type { CaseDraft } from './schema.ts'

/**
 * An application as a careful company with data of its own makes it, for demonstrations and tests: `own` is what differs
 * from data to data, the rest, the compliance questions included, is answered so that nothing need be mended.
 */
export function carefulApplication(own: CaseDraft): CaseDraft {
  const form: CaseDraft = {
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
    updateFrequency: 'month',
    updatePeriod: '长期',
    algorithmConfidential: false,
    originality: '',
    ownership: 'sole',
    coHolders: [],
    disclosure: 'undisclosed',
    intendedUses: ['licence'],
    infrastructure: '',
    agentName: '',
    agentUscc: '',
    commitTruth: true,
    commitSource: true,
    commitNoDispute: true,
    commitSecurity: true,
    ...own,
  }
  const flags = askedRedFlags(form, guizhou)
  return { ...form, redFlags: Object.fromEntries(flags.map(({ rule }) => [rule, false])) }
}
