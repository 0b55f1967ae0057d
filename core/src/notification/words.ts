import { coachingTemplates } from './coaching-words.ts'
import type { MessageKind } from './kinds.ts'
import { objectionTemplates } from './objection-words.ts'
import { registerTemplates } from './register-words.ts'
import type { Template, Words } from './template.ts'

/** Every message of the inbox; `{name}` takes a parameter. None carries content of a case, only numbers and days. */
const templates = {
  ...objectionTemplates,
  ...coachingTemplates,
  ...registerTemplates,
  signature_requested: {
    kind: 'task',
    zh: { subject: '{case} 待签署', text: '经办人已提请签署，请核对全部内容后签署提交。' },
    en: { subject: '{case} awaits signature', text: 'Check the whole application, then sign and submit it.' },
  },
  returned_to_filer: {
    kind: 'task',
    zh: { subject: '{case} 已退回经办人', text: '签署人退回了申请，请查看原因，修改后重新提请签署。' },
    en: { subject: '{case} returned to the filer', text: 'Read the reason, mend the application and ask again.' },
  },
  submitted: {
    kind: 'progress',
    zh: { subject: '{case} 已提交', text: '申请已签署提交，等待审查。提交回执可在案件页下载。' },
    en: { subject: '{case} submitted', text: 'The application awaits examination. Its receipt is on the case page.' },
  },
  claimed: {
    kind: 'progress',
    zh: { subject: '{case} 开始审查', text: '审查员已领取本案，如需补正会另行通知。' },
    en: { subject: '{case} under review', text: 'An examiner took the case; corrections, if any, will be told.' },
  },
  deemed_accepted: {
    kind: 'progress',
    zh: {
      subject: '{case} 视为受理',
      text: '受理期限内没有告知需要补正的内容，自收到申请之日起视为受理；审查期限照常计算，不需要您做任何事。',
    },
    en: {
      subject: '{case} deemed accepted',
      text: 'No defect was told in time: it counts as accepted from the day it was received. Nothing to do.',
    },
  },
  correction_required: {
    kind: 'correction',
    zh: { subject: '{case} 需要补正，{due} 前答复', text: '请查看补正意见，逐项答复后重新提交；逾期视为撤回。' },
    en: {
      subject: '{case}: correction due {due}',
      text: 'Answer each item and submit again; later it counts as withdrawn.',
    },
  },
  responded: {
    kind: 'task',
    zh: { subject: '{case} 已提交补正', text: '申请人已逐项答复，请继续审查。' },
    en: { subject: '{case} corrected', text: 'The applicant answered every item; go on with the examination.' },
  },
  proposed: {
    kind: 'task',
    zh: { subject: '{case} 待复核', text: '审查员已提出意见，请复核后发出或退回。' },
    en: { subject: '{case} awaits release', text: 'The examiner proposed a decision; release it or send it back.' },
  },
  sent_back: {
    kind: 'task',
    zh: { subject: '{case} 复核退回', text: '复核人退回了意见，请查看原因后重新审查。' },
    en: { subject: '{case} sent back', text: 'Read the reason and examine the case again.' },
  },
  notice_opened: {
    kind: 'notice',
    zh: { subject: '{case} 开始公示，至 {closes}', text: '公示编号 {notice}。公示期内无异议即予登记。' },
    en: {
      subject: '{case} under public notice until {closes}',
      text: 'Notice {notice}. Without an objection it is registered.',
    },
  },
  draft_commented: {
    kind: 'task',
    zh: {
      subject: '草稿 {case} 有新批注',
      text: '审阅人对草稿写了批注。批注在申请表各栏下面，处理后请标记；当天的其他批注不再另行通知。',
    },
    en: {
      subject: 'New comments on draft {case}',
      text: 'A reader commented on the draft. The comments stand below the fields; further ones of the same day are not told again.',
    },
  },
  notice_watched: {
    kind: 'notice',
    zh: {
      subject: '关注的内容有新公示 {notice}',
      text: '您关注的公示有新的一项，可在“关注公示”中查看；公示期内可以实名提出异议。',
    },
    en: {
      subject: 'New notice {notice} that you watch for',
      text: 'See it among your watches; objections are taken while it runs.',
    },
  },
  refused: {
    kind: 'decision',
    zh: { subject: '{case} 不予登记', text: '决定及文书已送达，请查看理由；消除所述情形后可以重新申请。' },
    en: { subject: '{case} refused', text: 'Read the reasons; you may file again when they no longer apply.' },
  },
  lapsed: {
    kind: 'decision',
    zh: { subject: '{case} 视为撤回', text: '补正期限已过，申请视为撤回；如仍需登记，可重新提交申请。' },
    en: { subject: '{case} deemed withdrawn', text: 'The correction period is over. You may file again.' },
  },
  deadline_moved: {
    kind: 'deadline',
    zh: {
      subject: '{case} 的期限已重新推算',
      text: '工作日历有变动，请登录平台查看新的最后一日和推算过程。已经告知的最后一日不会提前。',
    },
    en: {
      subject: '{case}: a deadline was counted anew',
      text: 'The calendar of working days changed. See the new last day and how it was counted; a day told before is never made earlier.',
    },
  },
  withdrawn: {
    kind: 'progress',
    zh: { subject: '{case} 已撤回', text: '申请已撤回，程序终止。' },
    en: { subject: '{case} withdrawn', text: 'The procedure has ended.' },
  },
  letter_issued: {
    kind: 'letter',
    zh: { subject: '{case} 有新文书', text: '文书编号 {letter}，请在案件页查收。' },
    en: { subject: '{case}: new letter', text: 'Letter {letter}; read it on the case page.' },
  },
  correction_due: {
    kind: 'deadline',
    zh: { subject: '{case} 补正期限 {due}，还剩 {days} 天', text: '补正尚未提交，逾期视为撤回，请尽快逐项答复。' },
    en: {
      subject: '{case}: correction due {due}, {days} day(s) left',
      text: 'Answer each item; later it counts as withdrawn.',
    },
  },
  objection_due: {
    kind: 'deadline',
    zh: {
      subject: '{case} 异议答复期限 {due}，还剩 {days} 天',
      text: '异议编号 {objection} 尚未答复，请在期限内答复。',
    },
    en: { subject: '{case}: answer due {due}, {days} day(s) left', text: 'Objection {objection} has no answer yet.' },
  },
  clock_escalated: {
    kind: 'deadline',
    zh: {
      subject: '{case} {step}期限预警：{level}，最后一日 {due}',
      text: '请尽快办理；不能按期办结的，请说明情况并协调承办人。',
    },
    en: {
      subject: '{case}: time limit ({step}) {level}, last day {due}',
      text: 'Get on with the case, or see who can.',
    },
  },
  clock_paused: {
    kind: 'progress',
    zh: {
      subject: '{case} 审查期限中止计算',
      text: '因征询专家意见或者其他法定事由，审查期限暂停计算，理由见案件页；恢复后另行通知。',
    },
    en: {
      subject: '{case}: examination clock paused',
      text: 'The reason is on the case page; you will be told when it runs on.',
    },
  },
  clock_resumed: {
    kind: 'progress',
    zh: { subject: '{case} 审查期限恢复计算', text: '中止事由已消除，审查期限继续计算，最后一日见案件页。' },
    en: { subject: '{case}: examination clock runs on', text: 'The new last day is on the case page.' },
  },
  expert_ended: {
    kind: 'task',
    zh: {
      subject: '{case} 的专家征询已办结',
      text: '专家已提交意见、谢绝或者逾期，结果在案件页“专家意见”，请继续审查。',
    },
    en: {
      subject: '{case}: the request to an expert ended',
      text: 'The expert answered, declined or let the day pass; see the case page and go on.',
    },
  },
  handed_over: {
    kind: 'task',
    zh: { subject: '{case} 已移交给您承办', text: '同事把案件移交给您，移交说明见案件页“经过”，请按期办理。' },
    en: { subject: '{case} was handed over to you', text: 'Read the note in the history and get on with the case.' },
  },
  returned_unattended: {
    kind: 'task',
    zh: {
      subject: '{case} 承办期已满，退回队列',
      text: '承办期内没有办理动作，案件已退回待审查队列；仍由您办理的，请重新领取。',
    },
    en: {
      subject: '{case} went back to the queue',
      text: 'Nothing was done while you held it. Take it again to go on.',
    },
  },
  party_pending: {
    kind: 'organisation',
    zh: { subject: '有新的机构注册待审核', text: '请核对机构信息后核准或退回。' },
    en: { subject: 'A new organisation awaits approval', text: 'Check its details, then approve or reject it.' },
  },
  party_approved: {
    kind: 'organisation',
    zh: { subject: '注册已通过', text: '现在可以办理存证和登记。' },
    en: { subject: 'Organisation approved', text: 'You may now deposit and file.' },
  },
  delegation_signed: {
    kind: 'organisation',
    zh: {
      subject: '{principal}委托您单位办理（{number}）',
      text: '请查看委托事项、案件和期限，接受或者谢绝。接受后可在“代办案件”里选择代其办理。',
    },
    en: { subject: 'You are asked to act for {principal} ({number})', text: 'Read it, then accept or decline.' },
  },
  delegation_accepted: {
    kind: 'organisation',
    zh: {
      subject: '{delegate}已接受委托（{number}）',
      text: '自起始日起可以代贵单位办理；办理记录在委托书页面，可以随时撤销。',
    },
    en: {
      subject: '{delegate} accepted the delegation {number}',
      text: 'What they do is listed on its page; revoke it at any time.',
    },
  },
  delegation_declined: {
    kind: 'organisation',
    zh: { subject: '{delegate}谢绝了委托（{number}）', text: '请自行办理，或者另行委托。' },
    en: { subject: '{delegate} declined the delegation {number}', text: 'Act yourself, or ask somebody else.' },
  },
  delegation_revoked: {
    kind: 'organisation',
    zh: {
      subject: '委托已撤销（{number}）',
      text: '{principal}与{delegate}之间的这份委托自此失效，尚未办完的事项由委托方办理。',
    },
    en: {
      subject: 'Delegation {number} revoked',
      text: 'It is no longer in force; what is open is the principal’s to do.',
    },
  },
  hook_off: {
    kind: 'integration',
    zh: {
      subject: '推送地址“{hook}”已停用',
      text: '多次投递失败。请检查接收程序，恢复后在推送页重新启用；期间的变动可从变动清单接口补取。',
    },
    en: {
      subject: 'Web-hook “{hook}” switched off',
      text: 'Deliveries kept failing. Mend the receiver, then switch it on again.',
    },
  },
  key_made: {
    kind: 'integration',
    zh: { subject: '新建了接口密钥“{key}”', text: '由{by}创建，{until} 到期。如非本单位所为，请立即停用。' },
    en: { subject: 'API key “{key}” made', text: 'By {by}, good until {until}. If this was not you, revoke it now.' },
  },
  key_expiring: {
    kind: 'integration',
    zh: { subject: '接口密钥“{key}”将于 {until} 到期', text: '请新建密钥并替换，以免程序中断。' },
    en: { subject: 'API key “{key}” expires {until}', text: 'Make a new key and replace it.' },
  },
} as const satisfies Record<string, Template>

export type MessageName = keyof typeof templates
export type MessageParams = Readonly<Record<string, string | number>>

const fill = (sentence: string, params: MessageParams): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

export function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(templates, name)
}

export function kindOf(name: MessageName): MessageKind {
  return templates[name].kind
}

/** Subject and text of a message in a language. */
export function messageWords(name: MessageName, params: MessageParams, language: 'zh' | 'en'): Words {
  const { subject, text } = templates[name][language]
  return { subject: fill(subject, params), text: fill(text, params) }
}

/** The names of all messages, for tests. */
export const messageNames = Object.keys(templates) as MessageName[]
