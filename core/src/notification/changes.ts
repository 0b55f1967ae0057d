/** What happens to an organisation's cases, as its programs are told: by the feed and by web-hooks. */
export const changeTypes = [
  'case.moved',
  'notice.opened',
  'objection.lodged',
  'objection.decided',
  'case.registered',
  'certificate.issued',
  'letter.issued',
  'deadline.near',
  'registration.parent_moved',
  'registration.lineage_declared',
] as const
export type ChangeType = (typeof changeTypes)[number]

export const changeNames: Record<ChangeType, { zh: string; en: string }> = {
  'case.moved': { zh: '案件状态变动', en: 'Case moved' },
  'notice.opened': { zh: '公示开始', en: 'Public notice opened' },
  'objection.lodged': { zh: '收到异议', en: 'Objection lodged' },
  'objection.decided': { zh: '异议处理终结', en: 'Objection decided' },
  'case.registered': { zh: '登入登记簿', en: 'Case registered' },
  'certificate.issued': { zh: '证书生成', en: 'Certificate issued' },
  'letter.issued': { zh: '文书送达', en: 'Letter issued' },
  'deadline.near': { zh: '期限临近', en: 'Deadline near' },
  'registration.parent_moved': { zh: '上游登记状态变动', en: 'Parent registration moved' },
  'registration.lineage_declared': { zh: '被声明为数据来源', en: 'Named as a source' },
}

/** What a company has to do now in a case, or in an affair of the register, most urgent kind first where days are equal. */
export const actKinds = ['correct', 'answer_objection', 'sign', 'sign_affair', 'complete'] as const
export type ActKind = (typeof actKinds)[number]
