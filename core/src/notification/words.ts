import type { MessageKind } from './kinds.ts'

interface Words {
  subject: string
  /** What happened and what to do next. */
  text: string
}
interface Template {
  kind: MessageKind
  zh: Words
  en: Words
}

/** Every message of the inbox; `{name}` takes a parameter. None carries content of a case, only numbers and days. */
const templates = {
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
  registered: {
    kind: 'certificate',
    zh: { subject: '{case} 已登记', text: '公示期满无异议，已登入登记簿，登记号 {registration}。证书生成后另行通知。' },
    en: { subject: '{case} registered', text: 'Registration number {registration}. The certificate follows.' },
  },
  certificate_issued: {
    kind: 'certificate',
    zh: { subject: '{case} 的登记证书已生成', text: '证书号 {certificate}，可在案件页下载，任何人可凭证书号核验。' },
    en: { subject: '{case}: certificate issued', text: 'Certificate {certificate}; download it on the case page.' },
  },
  affair_asked: {
    kind: 'task',
    zh: {
      subject: '{affair} 等待贵单位签署',
      text: '对方就登记 {registration} 提出了登记事务，须由贵单位签署人核对后签署或者不同意。',
    },
    en: {
      subject: '{affair} awaits your signature',
      text: 'It concerns registration {registration}; a signatory signs or declines.',
    },
  },
  affair_effect: {
    kind: 'letter',
    zh: {
      subject: '{affair} 将影响贵单位的质押或者许可',
      text: '登记 {registration} 正在办理登记事务，办结前先告知其对贵单位权利的影响，请登录查看；有意见的请及时向登记机构提出。',
    },
    en: {
      subject: '{affair} affects your pledge or licence',
      text: 'It concerns registration {registration}. See what it does before it is decided, and tell the registry if you object.',
    },
  },
  affair_declined: {
    kind: 'decision',
    zh: { subject: '{affair} 对方未同意', text: '登记 {registration} 的这件事务因有一方不同意而终结，登记维持不变。' },
    en: { subject: '{affair} was declined', text: 'Registration {registration} stays as it is.' },
  },
  affair_settled: {
    kind: 'letter',
    zh: {
      subject: '{affair} 已办结',
      text: '登记 {registration} 的这件事务已有结果，请登录查看其对贵单位质押或者许可的影响。',
    },
    en: {
      subject: '{affair} is settled',
      text: 'See what came of it for your pledge or licence on {registration}.',
    },
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
  parent_moved: {
    kind: 'certificate',
    zh: {
      subject: '上游登记 {parent} 现在{status}',
      text: '贵单位的登记 {child} 声明来自该项登记。请核对授权是否仍然有效，需要变更或者补充授权的，在登记页办理。',
    },
    en: {
      subject: 'Registration {parent}, which yours comes from, is now {status}',
      text: 'Your registration {child} is declared to come from it. Check that the authorisation still holds.',
    },
  },
  lineage_declared: {
    kind: 'certificate',
    zh: {
      subject: '登记 {child} 声明来自贵单位的登记 {parent}',
      text: '请在登记页查看授权证明，确认属实，或者提出异议。',
    },
    en: {
      subject: 'Registration {child} is declared to come from your {parent}',
      text: 'See the authorisation on the page of your registration; confirm it, or dispute it.',
    },
  },
  validity_due: {
    kind: 'deadline',
    zh: {
      subject: '登记 {registration} 将于 {due} 到期，还剩 {days} 天',
      text: '需要继续登记的，请用现在的数据新建一份存证，到期前在登记页提出续期。',
    },
    en: {
      subject: 'Registration {registration} ends {due}, {days} day(s) left',
      text: 'Renew it before that day to keep it.',
    },
  },
  coaching_opened: {
    kind: 'task',
    zh: { subject: '有新的辅导个案 {coaching}', text: '请受理并与企业联系；内容见个案页。' },
    en: { subject: 'New coaching case {coaching}', text: 'Take it on and get in touch with the company.' },
  },
  coaching_started: {
    kind: 'progress',
    zh: {
      subject: '为本单位开立了辅导个案 {coaching}',
      text: '辅导员已为本单位开立辅导个案，可以查看、留言、预约现场辅导。',
    },
    en: { subject: 'Coaching case {coaching} opened for you', text: 'See it, write a message, or book a visit.' },
  },
  coaching_taken: {
    kind: 'progress',
    zh: { subject: '辅导个案 {coaching} 已受理', text: '辅导员已受理，会与本单位联系；也可以预约现场辅导。' },
    en: { subject: 'Coaching case {coaching} taken on', text: 'A coach will get in touch; you may book a visit too.' },
  },
  coaching_moved: {
    kind: 'progress',
    zh: { subject: '辅导个案 {coaching} 有新进展', text: '对方登记了新的内容，请到个案页查看。' },
    en: { subject: 'Coaching case {coaching}: news', text: 'Something new was noted; see the case.' },
  },
  coaching_message: {
    kind: 'task',
    zh: { subject: '辅导个案 {coaching} 有新留言', text: '请到个案页查看并回复。' },
    en: { subject: 'Coaching case {coaching}: new message', text: 'Read it and answer on the case page.' },
  },
  coaching_task: {
    kind: 'task',
    zh: { subject: '辅导个案 {coaching} 有新任务，{due} 前完成', text: '任务内容见个案页，完成后请在个案页标记办妥。' },
    en: {
      subject: 'Coaching case {coaching}: task due {due}',
      text: 'See the case page, and mark the task when it is done.',
    },
  },
  coaching_booked: {
    kind: 'task',
    zh: {
      subject: '辅导个案 {coaching} 预约在 {when}',
      text: '地点：{place}。不能到场的，请提前在个案页改约或者取消。',
    },
    en: {
      subject: 'Coaching case {coaching}: appointment {when}',
      text: 'Place: {place}. Move or cancel it beforehand if you cannot come.',
    },
  },
  coaching_cancelled: {
    kind: 'task',
    zh: { subject: '辅导个案 {coaching} 在 {when} 的预约已取消', text: '地点：{place}。需要的，请另约时间。' },
    en: {
      subject: 'Coaching case {coaching}: appointment {when} called off',
      text: 'Place: {place}. Book another time if needed.',
    },
  },
  coaching_closed: {
    kind: 'progress',
    zh: { subject: '辅导个案 {coaching} 已办结', text: '办结情况见个案页；还有问题的，可以重新打开。' },
    en: { subject: 'Coaching case {coaching} closed', text: 'See what came of it; it can be opened again.' },
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
