import { formWords } from '@datadeed/core/kernel/form-words'
import type { Field } from './api.ts'
import { labelled } from './field-words.ts'

const help: Record<Field, string> = {
  name: '写明数据内容或者应用场景。',
  industryCode: '按国民经济行业分类选择。',
  direction: '交通专区的六个重点方向，用于归类和查找。',
  scenario: '写明适用条件、范围、对象和要解决的问题。',
  sourceTypes: '可以多选。',
  acquisition: '可以多选。',
  sourceStatement: '写明途径和方法。',
  authorisationUntil: '来源授权有期限的填写；证书有效期不超过这一天。没有期限的留空。',
  personalInfo: '如实说明。',
  personalInfoBasis: '写明依据的法律规定、合同或者同意，以及告知的方式。',
  anonymisation: '写明删去了什么、聚合到什么程度、怎样防止重新认出个人。',
  importantData: '写明结论。',
  importantDataReason: '写明由谁、按什么标准判断。',
  redFlags: '按实际情况逐题回答；拿不准时选“是”，并在说明中写明情况。',
  formats: '输入后按回车添加。',
  elements: '逐个字段填写。',
  records: '总条数。',
  bytes: '总字节数。',
  timeFrom: '最早日期。',
  timeTo: '最晚日期。',
  areas: '可以选到市州或者区县。',
  modes: '可以多选。',
  updateFrequency: '按实际情况选择。',
  updatePeriod: '写预计持续更新多久。',
  algorithm: '写处理的做法及作用。',
  algorithmConfidential: '勾选后公示页不显示算法说明，审查员仍可看到。',
  sampleHeader: '与数据结构的字段名一致。',
  sampleRows: '至少三行，已脱敏。',
  originality: '写明在采集、清洗、建模等方面投入的劳动，有助于审查。',
  ownership: '按实际情况选择。',
  coHolders: '名称与营业执照一致，份额可以写“各50%”之类。',
  disclosure: '数据目前是否已经公开。',
  intendedUses: '可以多选，会影响要回答的合规问题。',
  infrastructure: '写明存放位置、等级保护情况和访问控制。',
  agentName: '自行申请的留空；委托代理的还须上传授权委托书。',
  agentUscc: '18 位，与营业执照一致。',
  commitTruth: '所填内容和提交的材料真实、准确、完整。',
  commitSource: '数据的取得和处理符合法律法规，没有侵害他人的合法权益。',
  commitNoDispute: '对所登记的数据享有相应权益，不存在未决的权属争议。',
  commitSecurity: '已采取必要的安全措施，登记和使用不危害国家安全和公共利益。',
}

/** Labels and help of every field; where the rule pack has its own, that is shown instead, with its source. */
export const fields = labelled({ ...formWords.zh.fields, algorithmConfidential: '公示时隐去算法规则' }, help)
