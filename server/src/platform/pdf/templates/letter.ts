/** Text of the official letters. Change a word, raise the version of that letter. */
export const letterTemplates = {
  acceptance: {
    version: '公示通知书模板 2026-11.1',
    title: '登记审查通过暨公示通知书',
    opening:
      '你单位提交的“{name}”数据知识产权登记申请（申请编号：{applicationNo}），经审查符合登记条件。现将有关事项通知如下：',
    notice: '一、本申请自{from}起至{until}止公示，共{days}个工作日。公示内容以公示页面为准：{url}',
    objection:
      '二、公示期内任何单位或者个人可以实名提出异议。有异议提出的，我单位将另行通知，你单位应当在通知载明的期限内答复。',
    result: '三、公示期满无异议或者异议不成立的，予以登记并发放数据知识产权登记证书，无须另行申请。',
    closing: '特此通知。',
  },
  correction: {
    version: '补正通知书模板 2026-11.1',
    title: '补正通知书',
    opening:
      '你单位提交的“{name}”数据知识产权登记申请（申请编号：{applicationNo}），经审查需要补正。请按照下列{count}项逐项补正：',
    item: '{index}、{field}',
    reason: '需要补正的原因：{text}',
    rule: '依据：{text}',
    remedy: '补正办法：{text}',
    deadline: '本项期限：{text}',
    closing:
      '请于{deadline}前在系统中逐项答复并重新提交。期限自收到本通知的次日起算；逾期未补正且未说明理由的，本申请视为撤回。补正期间不计入审查期限。',
  },
  refusal: {
    version: '不予登记通知书模板 2026-11.1',
    title: '不予登记通知书',
    opening:
      '你单位提交的“{name}”数据知识产权登记申请（申请编号：{applicationNo}），经审查不符合登记条件，决定不予登记。理由如下：',
    ground: '{index}、{clause}',
    provision: '规定内容：{text}',
    facts: '查明的事实：{text}',
    remedies: '对本决定不服的，可以采取下列方式：',
    remedy: '（{index}）{text}',
    closing: '特此通知。',
  },
  'objection-forwarded': {
    version: '异议转送通知书模板 2026-11.1',
    title: '异议转送通知书',
    opening:
      '你单位申请的“{name}”数据知识产权登记（申请编号：{applicationNo}）在公示期内收到异议（异议编号：{objectionNo}，异议人：{objector}）。现将异议理由转送如下：',
    ground: '{index}、{text}',
    closing:
      '请于{answerBy}前在系统中提交书面答复及证据。逾期未答复的，我单位将根据已有材料作出决定。异议处理期间，本申请暂停登记。',
  },
  'objection-decided': {
    version: '异议处理决定书模板 2026-11.2',
    title: '异议处理决定书',
    opening:
      '关于“{name}”数据知识产权登记（申请编号：{applicationNo}）的异议（异议编号：{objectionNo}，异议人：{objector}），我单位审理终结，决定如下：',
    upheld: '异议成立。',
    rejected: '异议不成立。',
    withdrawn: '异议人撤回异议，本项异议程序终结。',
    settled: '双方经调解达成协议，本项异议程序终结。',
    reason: '{index}、{text}',
    reasons: '主要理由：',
    consequence: '处理结果：{text}',
    closing: '特此通知。',
  },
  'register-affair': {
    version: '登记事务决定书模板 2026-11.1',
    title: '登记事务决定书',
    opening: '关于“{name}”数据知识产权登记（登记号：{registrationNo}，证书编号：{certificateNo}），决定如下：',
    decision: '{text}',
    fact: '{index}、{text}',
    facts: '事由和依据：',
    consequence: '处理结果：{text}',
    remedies: '对本决定有异议的，可以自收到之日起向本登记机构申请复核，或者依法通过其他途径解决。',
    closing: '特此通知。',
  },
  'affair-notice': {
    version: '登记事务告知书模板 2026-11.1',
    title: '登记事务告知书',
    opening:
      '关于“{name}”数据知识产权登记（登记号：{registrationNo}，证书编号：{certificateNo}），现将与贵方权利有关的事项告知如下：',
    fact: '{index}、{text}',
    delivery: '贵方没有在本登记平台注册，本告知书由登记机构或者登记的权利人送交。注册后可以在平台上查看有关事项。',
    remedies: '对上列事项有意见的，可以书面向本登记机构提出。',
    closing: '特此告知。',
  },
} as const

/** Words all letters share. */
export const letterFrame = {
  agents: '（代收文书：{names}）',
  addressee: '{name}：',
  contact: '联系方式：{contact}',
  page: '第 {page} 页 / 共 {pages} 页',
  watermark: '演示',
  demo: '演示文件，不具有法律效力。',
  sealPurpose: '登记专用章',
  sealPurposeDemo: '演示专用章',
} as const
