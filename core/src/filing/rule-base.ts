import type { RulePack } from '../kernel/rule-pack.ts'

/** How sure a rule is of what it finds: counted or compared, told by words, or only worth a look. */
export const certainties = ['certain', 'likely', 'possible'] as const
export type Certainty = (typeof certainties)[number]

interface RuleName {
  zh: string
  en: string
  certainty: Certainty
}
const rule = (certainty: Certainty, zh: string, en: string): RuleName => ({ certainty, zh, en })

/** Raised with every change of a rule's code; the pack's own version says which thresholds and clauses it worked by. */
const EDITION = 4

/** Version of the rule base that a finding was made by: the pack of the case and the edition of the checks. */
export const ruleBaseVersion = ({ jurisdiction, version }: RulePack): string => `${jurisdiction}-${version}-${EDITION}`

/** Every rule of the machine pre-examination by its id. */
export const ruleBase = {
  deposit: rule('certain', '存证可用', 'Deposit is usable'),
  required: rule('certain', '必填内容', 'Required content'),
  text_control: rule('certain', '不可见字符', 'Control characters'),
  template_blank: rule('certain', '模板空白', 'Blank of a template'),
  name_length: rule('certain', '名称长短', 'Length of the name'),
  name_noun: rule('certain', '名称写明数据', 'Name says data'),
  name_words: rule('likely', '名称用语', 'Words of the name'),
  name_in_use: rule('certain', '本单位同名', 'Name used before'),
  name_content: rule('possible', '名称与字段相符', 'Name against columns'),
  name_year: rule('likely', '名称与时间相符', 'Name against time span'),
  name_area: rule('likely', '名称与地域相符', 'Name against areas'),
  industry_unknown: rule('certain', '行业代码', 'Industry code'),
  scenario: rule('likely', '应用场景', 'Scenario'),
  source_statement: rule('likely', '来源说明', 'Source statement'),
  source_proof: rule('likely', '来源证明', 'Proof of source'),
  authorisation_missing: rule('certain', '授权到期日', 'End of authorisation'),
  authorisation_over: rule('certain', '授权已到期', 'Authorisation is over'),
  authorisation_short: rule('certain', '授权短于证书', 'Authorisation shorter than certificate'),
  authorisation_span: rule('certain', '授权期与数据时间', 'Authorisation against time span'),
  personal_column: rule('likely', '个人信息字段', 'Personal column'),
  personal_declared: rule('certain', '个人信息声明', 'Declaration of personal information'),
  personal_basis: rule('likely', '个人信息依据', 'Basis for personal information'),
  scan_undeclared: rule('likely', '敏感数据检查', 'Sensitive data found by the scan'),
  scan_missing: rule('certain', '敏感数据检查未披露', 'Scan not disclosed'),
  important_data: rule('likely', '重要数据结论', 'Conclusion on important data'),
  important_reason: rule('possible', '重要数据依据', 'Reasons of the conclusion'),
  flow_column: rule('likely', '流量字段', 'Traffic column'),
  red_flag_unanswered: rule('certain', '合规问题未答', 'Compliance question unanswered'),
  red_flag: rule('certain', '合规问题', 'Compliance question'),
  formats_differ: rule('certain', '数据格式', 'Formats'),
  element_names: rule('certain', '字段名', 'Field names'),
  element_meanings: rule('certain', '字段含义', 'Meaning of fields'),
  elements_sample: rule('certain', '字段与样例', 'Fields against sample'),
  elements_profile: rule('certain', '字段与数据', 'Fields against data'),
  bytes_differ: rule('certain', '数据量', 'Size'),
  records_differ: rule('certain', '数据条数', 'Records'),
  single_record: rule('certain', '单条数据', 'Single record'),
  raw_dump: rule('possible', '原始数据', 'Raw data'),
  time_span: rule('certain', '时间跨度', 'Time span'),
  area_unknown: rule('certain', '地域代码', 'Area codes'),
  updates: rule('likely', '更新期限', 'Period of updates'),
  update_lag: rule('likely', '更新频次与数据时间', 'Frequency against time span'),
  algorithm: rule('likely', '算法规则', 'Processing rules'),
  sample_shape: rule('certain', '样例形状', 'Shape of the sample'),
  sample_unmasked: rule('likely', '样例脱敏', 'Masking of the sample'),
  co_holders: rule('certain', '共有人', 'Co-holders'),
  co_holder_uscc: rule('certain', '共有人代码', 'Codes of co-holders'),
  already_public: rule('certain', '数据已公开', 'Data already public'),
  agent_name: rule('certain', '代理机构名称', 'Name of the agent'),
  agent_uscc: rule('certain', '代理机构代码', 'Code of the agent'),
  commitment_missing: rule('certain', '承诺', 'Commitments'),
  attachment_missing: rule('certain', '应交附件', 'Attachments due'),
  name_alike: rule('likely', '名称近似', 'Alike name'),
  scenario_alike: rule('possible', '应用场景近似', 'Alike scenario'),
  algorithm_alike: rule('likely', '算法规则近似', 'Alike processing rules'),
  algorithm_copied: rule('likely', '算法规则照抄', 'Copied processing rules'),
  attachment_reused: rule('certain', '附件重复使用', 'Attachment used elsewhere'),
  data_overlap: rule('likely', '数据重合', 'Overlapping data'),
} as const satisfies Record<string, RuleName>
export type RuleCode = keyof typeof ruleBase
export const ruleCodes = Object.keys(ruleBase) as RuleCode[]

export const isRuleCode = (code: string): code is RuleCode => Object.hasOwn(ruleBase, code)
