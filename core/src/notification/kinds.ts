/** How a kind of message is mailed: as it happens, gathered once a day, or not at all. */
export const mailChoices = ['at_once', 'daily', 'none'] as const
export type MailChoice = (typeof mailChoices)[number]

export const messageKinds = [
  'correction',
  'decision',
  'objection',
  'letter',
  'deadline',
  'notice',
  'certificate',
  'progress',
  'task',
  'organisation',
  'integration',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** `legal`: carries a period or a decision, so that its mail may be gathered but never switched off. */
export const kindRules: Record<MessageKind, { legal: boolean; initial: MailChoice; zh: string; en: string }> = {
  correction: { legal: true, initial: 'at_once', zh: '补正通知', en: 'Corrections' },
  decision: { legal: true, initial: 'at_once', zh: '决定', en: 'Decisions' },
  objection: { legal: true, initial: 'at_once', zh: '异议', en: 'Objections' },
  letter: { legal: true, initial: 'at_once', zh: '文书', en: 'Letters' },
  deadline: { legal: true, initial: 'at_once', zh: '期限临近', en: 'Deadlines' },
  notice: { legal: false, initial: 'at_once', zh: '公示', en: 'Public notices' },
  certificate: { legal: false, initial: 'at_once', zh: '登记与证书', en: 'Registration and certificates' },
  progress: { legal: false, initial: 'daily', zh: '办理进度', en: 'Progress' },
  task: { legal: false, initial: 'daily', zh: '待办事项', en: 'Tasks' },
  organisation: { legal: false, initial: 'at_once', zh: '机构与账号', en: 'Organisation' },
  integration: { legal: false, initial: 'at_once', zh: '接口与推送', en: 'API and web-hooks' },
}

/** The choices an account has for a kind. */
export function choicesFor(kind: MessageKind): MailChoice[] {
  return mailChoices.filter((choice) => choice !== 'none' || !kindRules[kind].legal)
}
