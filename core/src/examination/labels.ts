import type { RulePack } from '../kernel/rule-pack.ts'

/** Fields of the form that the rule pack does not require and therefore does not name. */
const others: Readonly<Record<string, string>> = {
  deposit: '存证',
  attachments: '附件',
  direction: '应用方向',
  authorisationUntil: '授权到期日',
  personalInfoBasis: '处理个人信息的合法性基础',
  anonymisation: '匿名化方法',
  redFlags: '合规问答',
  algorithmConfidential: '处理规则是否保密',
  sampleHeader: '样例表头',
  originality: '智力成果说明',
  coHolders: '共有人',
  intendedUses: '拟使用方式',
  infrastructure: '存储与运行环境',
  agentName: '代理机构名称',
  agentUscc: '代理机构统一社会信用代码',
  commitTruth: '内容真实承诺',
  commitSource: '来源合法承诺',
  commitNoDispute: '无权属争议承诺',
  commitSecurity: '数据安全承诺',
}

/**
 * What a field of the application is called in a letter, or nothing for a field there is not. `field` is a form key, with
 * `.part` below it, or `deposit` or `attachments.<kind>`.
 */
export function fieldLabel(pack: RulePack, field: string): string | undefined {
  const [head = '', part] = field.split('.')
  if (head === 'attachments') {
    const attachment = pack.requiredAttachments.find(({ code }) => code === part)
    return attachment ? `附件：${attachment.name}` : others.attachments
  }
  const label =
    pack.requiredFields.find((required) => required.field === head)?.label ??
    (Object.hasOwn(others, head) ? others[head] : undefined)
  return label && part && head === 'redFlags' ? `${label}（${part}）` : label
}
