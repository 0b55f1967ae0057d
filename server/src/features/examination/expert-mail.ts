import { daysBetween, formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { inTx } from '../../platform/db/tx.ts'
import { enqueue, type JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { holdCase, loadCase, packOf } from '../filing/service.ts'
import { codeOf, linkTokenOf } from './expert-link.ts'
import { end } from './expert-request.ts'
import * as store from './expert-store.ts'

type What = JobPayloads['examination.expert_mail']['what']

/** Mails an expert; a request that ended in between gets no link and no code. */
export async function sendExpertMail(
  p: Platform,
  { requestId, what }: JobPayloads['examination.expert_mail'],
): Promise<void> {
  const request = await store.findRequest(p.db, requestId)
  const closing = what === 'revoked' || what === 'expired'
  if (!request || (request.endedAt !== null && !closing)) return
  const link = `${p.config.publicUrl}/expert/${await linkTokenOf(p, request)}`
  const due = formatDateZh(request.due)
  const open = `请在 ${due} 前打开下面的链接，凭发到本邮箱的验证码查看材料并提交意见，不需要注册账号：\n\n${link}\n\n链接只供您本人使用，请勿转发；每次打开都有记录，逾期失效。有利害关系或者不便出具意见的，请在页面上谢绝。`
  const words: Record<What, readonly [string, string]> = {
    asked: ['请您出具专家意见', `${p.pack.registrar.name}就案件 ${request.caseNumber} 征询您的专业意见。\n\n${open}`],
    reminder: [`专家意见请于 ${due} 前提交`, `案件 ${request.caseNumber} 的专家意见尚未提交。\n\n${open}`],
    code: [
      '验证码',
      `您的验证码是 ${await codeOf(p, request)}，15 分钟内有效，只能使用一次。不是您本人打开链接的，请告知登记机构。`,
    ],
    revoked: [
      '专家意见征询已撤回',
      `案件 ${request.caseNumber} 的专家意见征询已撤回，链接已经作废，您不必再提交意见。感谢您的支持。`,
    ],
    expired: [
      '专家意见征询已到期',
      `案件 ${request.caseNumber} 的专家意见未在 ${due} 前提交，链接已经作废。感谢您的支持。`,
    ],
  }
  const [subject, text] = words[what]
  await p.mail.send({
    to: request.expertEmail,
    subject: `【数契】${subject}：${request.caseNumber}`,
    text: `${request.expertName}：\n\n${text}\n`,
  })
}

/** Ends requests whose day is over, so that the clock runs on, and reminds of those whose day comes near; once for each mark. */
export async function sweepExperts(p: Platform): Promise<number> {
  const now = p.clock.now()
  const today = toChinaDate(now.getTime())
  let done = 0
  for (const { id, caseId, due, expiresAt } of await store.listOpenRequests(p.db, 500)) {
    const acted = await inTx(p.db, async (tx) => {
      await holdCase(tx, caseId)
      if (now >= expiresAt) {
        return (await end(tx, p, { id, caseId }, { state: 'expired', reason: '', now })) !== undefined
      }
      const row = await loadCase(tx, caseId)
      const marks = (packOf(p, row).expertOpinion ?? p.pack.expertOpinion)?.remindDays ?? []
      const near = marks.filter((mark) => mark >= daysBetween(today, due))
      if (near.length === 0 || !(await store.insertExpertReminder(tx, id, Math.min(...near), now))) return false
      await enqueue(tx, 'examination.expert_mail', { requestId: id, what: 'reminder' })
      return true
    })
    if (acted) done += 1
  }
  return done
}
