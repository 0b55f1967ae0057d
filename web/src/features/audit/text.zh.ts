export const zh = {
  title: '审计',
  lead: '案件、辅导个案、登记事务和代办的每一步，最近的在前。提交、通知和决定写入存证日志；全部记录只能追加，不能改动或删除。辅导的办理人和所写内容不列在这里，见辅导经过。',
  caseNumber: '案件、个案、事务或者委托书的编号',
  kind: '记录种类',
  allKinds: '全部记录',
  kinds: { case: '案件', coaching: '辅导', delegation: '代办', affair: '登记事务' },
  outcomes: { done: '已办理', refused: '未办理' } as Record<string, string>,
  sides: { company: '企业', coach: '辅导员', delegate: '受托方', registry: '登记机构', system: '系统' } as Record<
    string,
    string
  >,
  trail: '辅导经过',
  clear: '清除',
  columns: {
    at: '时间',
    case: '编号',
    kind: '种类',
    command: '办理',
    actor: '办理人',
    note: '说明',
    log: '日志序号',
    from: '办理前',
    to: '办理后',
    role: '岗位',
  },
  pending: '—',
  export: '导出 CSV',
  exported: (n: number) => `已导出 ${n} 条`,
  exportedPart: (n: number) => `记录较多，只导出了最近 ${n} 条。请按编号或者种类缩小范围。`,
  file: '办理记录',
  empty: '还没有办理记录',
  emptyBody: '案件有办理动作后会出现在这里。',
  emptyFiltered: '没有符合条件的记录',
  emptyFilteredBody: '请核对编号和种类，或者清除条件查看全部。',
}

export type AuditText = typeof zh
