import type { Template } from './template.ts'

/** Messages about coaching cases. */
export const coachingTemplates = {
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
  coaching_task_due: {
    kind: 'task',
    zh: {
      subject: '辅导个案 {coaching} 的任务 {due} 到期，还剩 {days} 天',
      text: '任务内容见个案页，完成后请标记办妥。',
    },
    en: {
      subject: 'Coaching case {coaching}: task due {due}, {days} day(s) left',
      text: 'See the case page, and mark it when it is done.',
    },
  },
  coaching_appointment_due: {
    kind: 'task',
    zh: { subject: '辅导个案 {coaching} 的预约在 {when}', text: '地点：{place}。不能到场的，请提前改约或者取消。' },
    en: {
      subject: 'Coaching case {coaching}: appointment {when}',
      text: 'Place: {place}. Move or cancel it beforehand if you cannot come.',
    },
  },
} as const satisfies Record<string, Template>
