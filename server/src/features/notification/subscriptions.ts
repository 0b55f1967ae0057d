import { type CaseStatus, statusNames } from '@datadeed/core/filing/machine'
import type { Tx } from '../../platform/db/tx.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { approversOf } from '../account/service.ts'
import { loadCase } from '../filing/service.ts'
import { partyFacts } from '../party/service.ts'

/** Moves a company is told of by mail, and what it should do next. The mail carries no content of the case. */
const advice: Record<string, string> = {
  require_correction: '请登录平台查看补正意见，逐项答复后重新提交。',
  release: '请登录平台查看决定及文书。',
  lodge_objection: '公示期内收到异议，请登录平台查看并在期限内答复。',
  dismiss_objection: '异议处理结果已出，请登录平台查看。',
  uphold_objection: '异议处理结果已出，请登录平台查看决定。',
  register: '登记已完成，证书生成后可在平台下载。',
  lapse: '补正期限已过，申请视为撤回；如仍需登记，可重新提交申请。',
}

async function mailParty(tx: Tx, p: Platform, partyId: string, subject: string, text: string): Promise<void> {
  const party = await partyFacts({ db: tx }, partyId)
  await enqueue(tx, 'notification.mail', {
    to: party.contactEmail,
    subject: `【数契】${subject}`,
    text: `${party.name}：\n\n${text}\n\n${p.config.publicUrl}/app/\n`,
  })
}

export function subscribe(p: Platform): void {
  p.events.on('filing.moved', async (tx, event) => {
    const next = advice[event.command]
    if (!next) return
    const moved = await loadCase(tx, event.caseId)
    const state = statusNames[event.to as CaseStatus].zh
    await mailParty(
      tx,
      p,
      moved.partyId,
      `案件 ${moved.number}：${state}`,
      `贵单位案件 ${moved.number} 现为“${state}”。${next}`,
    )
  })
  p.events.on('party.changed', async (tx, event) => {
    if (event.status === 'pending') {
      const { prefectureCode } = await partyFacts({ db: tx }, event.partyId)
      for (const to of await approversOf(tx, prefectureCode))
        await enqueue(tx, 'notification.mail', {
          to,
          subject: '【数契】有新的机构注册待审核',
          text: `请登录平台审核：${p.config.publicUrl}/app/parties\n`,
        })
      return
    }
    const text =
      event.status === 'approved'
        ? '贵单位的注册已通过审核，现在可以登录平台办理存证和登记。'
        : '贵单位的注册未通过审核，请登录平台查看原因，改正后用新的登录名重新注册。'
    await mailParty(tx, p, event.partyId, event.status === 'approved' ? '注册已通过' : '注册未通过', text)
  })
}
