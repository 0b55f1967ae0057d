import type { Template } from './template.ts'

/** Messages about objections. */
export const objectionTemplates = {
  objection_lodged: {
    kind: 'objection',
    zh: {
      subject: '{case} 收到异议，{due} 前答复',
      text: '异议编号 {objection}。请查看异议内容并在期限内答复，公示期限暂停计算。',
    },
    en: {
      subject: '{case}: objection, answer by {due}',
      text: 'Objection {objection}. Answer it in time; the notice stands still.',
    },
  },
  objection_answered: {
    kind: 'task',
    zh: { subject: '{case} 的异议已答复', text: '异议编号 {objection}。申请人已答复，请处理。' },
    en: { subject: '{case}: objection answered', text: 'Objection {objection} was answered; decide it.' },
  },
  answer_lapsed: {
    kind: 'task',
    zh: { subject: '{case} 的异议逾期未答复', text: '异议编号 {objection}。申请人逾期未答复，请依据现有材料处理。' },
    en: { subject: '{case}: no answer to the objection', text: 'Objection {objection}: decide it on what is there.' },
  },
  mediation_offered: {
    kind: 'objection',
    zh: {
      subject: '{case} 的异议提出了调解',
      text: '异议编号 {objection}。请查看并表示是否同意；双方同意后开始调解。',
    },
    en: {
      subject: '{case}: mediation offered',
      text: 'Objection {objection}. Say whether you agree; it begins when both do.',
    },
  },
  mediation_begun: {
    kind: 'objection',
    zh: {
      subject: '{case} 的异议开始调解',
      text: '异议编号 {objection}。双方已同意调解，调解期间异议处理期限暂停计算。',
    },
    en: {
      subject: '{case}: mediation began',
      text: 'Objection {objection}. The time for the decision stands still meanwhile.',
    },
  },
  mediation_failed: {
    kind: 'objection',
    zh: { subject: '{case} 的调解未达成协议', text: '异议编号 {objection}。异议恢复处理，期限继续计算。' },
    en: { subject: '{case}: mediation failed', text: 'Objection {objection} goes on; its time runs again.' },
  },
  objection_settled: {
    kind: 'objection',
    zh: { subject: '{case} 的异议经调解达成协议', text: '异议编号 {objection} 终结。协议及其摘要可在异议页查看。' },
    en: { subject: '{case}: objection settled', text: 'Objection {objection} ended by agreement; it is on its page.' },
  },
  objection_withdrawn: {
    kind: 'objection',
    zh: {
      subject: '{case} 的异议已撤回',
      text: '异议编号 {objection} 由异议人撤回，没有其他异议的，公示期限继续计算。',
    },
    en: {
      subject: '{case}: objection withdrawn',
      text: 'Objection {objection} was withdrawn; without another the notice runs on.',
    },
  },
  objection_dismissed: {
    kind: 'objection',
    zh: { subject: '{case} 的异议不成立', text: '异议编号 {objection} 已处理终结，公示期限继续计算。' },
    en: { subject: '{case}: objection dismissed', text: 'Objection {objection} is settled; the notice runs on.' },
  },
  objection_upheld: {
    kind: 'decision',
    zh: { subject: '{case} 的异议成立，不予登记', text: '异议编号 {objection}。请查看决定及理由。' },
    en: {
      subject: '{case}: objection upheld, refused',
      text: 'Objection {objection}. Read the decision and its reasons.',
    },
  },
} as const satisfies Record<string, Template>
