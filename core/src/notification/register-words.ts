import type { Template } from './template.ts'

/** Messages about what is in the register. */
export const registerTemplates = {
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
} as const satisfies Record<string, Template>
