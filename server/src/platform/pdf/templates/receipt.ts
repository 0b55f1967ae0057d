/** Text of the deposit receipt. Change a word, raise the version. */
export const receiptTemplate = {
  version: '存证回执模板 2026-11.1',
  title: '数据存证回执',
  subtitle: '存证编号 {depositNo}',
  intro:
    '{depositor}于{depositedAt}将下列数据的清单摘要登记到公开的存证日志。日志只收摘要，数据本身没有离开存证方。本回执证明：在见证方签名的时间之前，存证方已经持有与摘要完全一致的数据。',
  facts: '存证事实',
  labels: {
    depositNo: '存证编号',
    depositor: '存证方',
    depositedAt: '存证时间',
    files: '文件数量',
    bytes: '数据总量',
  },
  filesTitle: '文件清单',
  fileColumns: ['文件', '大小', 'SHA-256 摘要'],
  fileCount: '{count} 个文件',
  moreFiles: '另有 {count} 个文件未在此列出，全部文件见随附的存证包，由上面的清单摘要一并覆盖。',
  logTitle: '存证日志',
  log: { origin: '日志', index: '日志序号', size: '检查点大小', root: '检查点根摘要', leaf: '叶子摘要' },
  witnessTitle: '见证签名',
  witnessColumns: ['见证方', '见证时间', '公钥标识'],
  noWitness: '尚无见证方签名。取得见证签名后请重新下载回执。',
  verifyTitle: '如何不依赖我们进行核验',
  verify: [
    '保存好原始数据文件与存证包，二者缺一不可。',
    '在一台不联网的计算机上安装开源核验程序，运行 datadeed verify 加存证包的文件名。程序会重新计算文件摘要，沿包含证明算到检查点根摘要，再核对日志与每个见证方的签名。',
    '也可以不用我们的程序：包含证明按 RFC 6962 的规则计算，检查点与见证签名按 C2SP 的 tlog-checkpoint 与 tlog-cosignature 规范核对，公钥在存证包内列出。',
    '把见证方公钥与见证方自己公布的公钥对照，确认不是由我们替换。',
  ],
  address: '在线核验：{url}',
  page: '第 {page} 页 / 共 {pages} 页',
  watermark: '演示',
  demo: '演示文件，不具有法律效力。',
} as const

/** Text of the submission receipt. */
export const submissionReceiptTemplate = {
  version: '提交回执模板 2026-11.1',
  title: '登记申请提交回执',
  subtitle: '申请编号 {applicationNo}',
  intro:
    '{applicant}于{submittedAt}提交登记申请。下列每一项内容的摘要在提交时计算并记入存证日志，此后任何改动都会使摘要不一致。',
  facts: '申请事实',
  labels: {
    applicationNo: '申请编号',
    name: '数据知识产权名称',
    applicant: '申请人',
    submittedBy: '提交人',
    submittedAt: '提交时间',
    depositNo: '存证编号',
    digest: '全部内容的摘要',
    logIndex: '日志序号',
  },
  itemsTitle: '提交内容与摘要',
  itemColumns: ['内容', '大小', '摘要'],
  next: '接下来',
  page: '第 {page} 页 / 共 {pages} 页',
  watermark: '演示',
  demo: '演示文件，不具有法律效力。',
} as const
