export const zh = {
  title: '审计',
  lead: '全部案件的每一步办理，最近的在前。提交、通知和决定写入存证日志；全部记录只能追加，不能改动或删除。',
  caseNumber: '按案件编号查看',
  clear: '清除',
  columns: {
    at: '时间',
    case: '案件',
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
  exportedPart: (n: number) => `记录较多，只导出了最近 ${n} 条。请按案件编号缩小范围。`,
  file: '办理记录',
  empty: '还没有办理记录',
  emptyBody: '案件有办理动作后会出现在这里。',
  emptyFiltered: '没有这个案件的记录',
  emptyFilteredBody: '请核对案件编号，或清除条件查看全部。',
}

export type AuditText = typeof zh
