import { AppError } from '@datadeed/core/kernel/errors'
import { nextStatus } from '@datadeed/core/publication/objections'
import { inTx } from '../../platform/db/tx.ts'
import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { addEvidence, type EvidenceFile } from './evidence-files.ts'
import { listEvidence } from './evidence-store.ts'
import { situationOf } from './objection.ts'
import * as store from './store.ts'
import { isLinkToken, linkToken } from './watch-keys.ts'

async function byLink(p: Platform, id: string, token: string): Promise<store.ObjectionRow> {
  const good = /^[0-9a-f-]{36}$/.test(id) && (await isLinkToken(p, 'objection', id, token))
  const row = good && (await store.findObjection(p.db, id))
  if (!row) throw new AppError('kernel.not_found')
  return row
}

/** Address of the objector's own page; whoever has it acts as the objector, so it goes to the given mail address alone. */
const linkOf = async (p: Platform, id: string) => `/objections/${id}/${await linkToken(p, 'objection', id)}`

/** An objection as its objector sees it: the whole exchange, and what may be done now. */
export async function getOwnObjection(p: Platform, id: string, token: string) {
  const row = await byLink(p, id, token)
  const evidence = await listEvidence(p.db, [id])
  const open = row.case_status === 'objection_pending' && (row.status === 'lodged' || row.status === 'answered')
  return {
    ...{ number: row.number, status: row.status, caseName: row.case_name, statement: row.statement },
    ...{ answer: row.answer, rejoinder: row.rejoinder, rejoinderDue: row.rejoinder_due, decision: row.decision },
    ...{ lodgedAt: row.lodged_at.toISOString(), answerDue: row.answer_due, mergedInto: row.lead_number },
    reason: p.pack.objectionReasons.find(({ code }) => code === row.reason_code)?.text ?? row.reason_code,
    evidence: evidence.map(({ side, name, bytes, sha256 }) => ({ side, name, bytes: Number(bytes), sha256 })),
    canAdd: open,
    canRejoin: open && nextStatus(situationOf(row, p.clock.now()), 'rejoin', 'objector') !== null,
  }
}
export type OwnObjection = Awaited<ReturnType<typeof getOwnObjection>>

/** The objector's one word on the answer. */
export async function rejoin(p: Platform, id: string, token: string, text: string): Promise<void> {
  const { case_id: caseId } = await byLink(p, id, token)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    await store.lockNoticeOfCase(tx, caseId)
    const row = await store.findObjection(tx, id)
    if (row?.case_status !== 'objection_pending' || !nextStatus(situationOf(row, now), 'rejoin', 'objector'))
      throw new AppError('publication.rejoinder_over')
    await store.updateObjection(tx, id, { rejoinder: text, rejoined_at: now })
  })
}

/** Files the objector adds while it is open. */
export async function addOwnEvidence(p: Platform, id: string, token: string, files: readonly EvidenceFile[]) {
  const { case_id: caseId } = await byLink(p, id, token)
  await inTx(p.db, async (tx) => {
    await store.lockNoticeOfCase(tx, caseId)
    if (!(await getOwnObjection(p, id, token)).canAdd) throw new AppError('publication.objection_settled')
    const row = await byLink(p, id, token)
    const of = { objectionId: id, number: row.number, caseNumber: row.case_number, side: 'objector' } as const
    await addEvidence(tx, of, files, p.clock.now())
  })
}

const news: Record<JobPayloads['publication.objection_mail']['what'], readonly [string, string]> = {
  lodged: ['异议已收到', '登记机构已将异议送达申请人答复。办理进度、对方的答复、补充证据和回应，都在下面的页面：'],
  answered: ['申请人已答复您的异议', '请在页面上写明的期限内提交回应；逾期不回应的，登记机构依据现有材料处理。'],
  decided: ['异议已作出处理决定', '决定及理由请在页面上查看。'],
}

/** Tells the objector what happened, with the link to their page. */
export async function sendObjectionMail(
  p: Platform,
  { objectionId, what }: JobPayloads['publication.objection_mail'],
): Promise<void> {
  const row = await store.findObjection(p.db, objectionId)
  if (!row) return
  const [subject, text] = news[what]
  const link = `${p.config.publicUrl}${await linkOf(p, objectionId)}`
  await p.mail.send({
    to: row.contact_email,
    subject: `【数契】${subject}：${row.number}`,
    text: `异议编号 ${row.number}。\n\n${text}\n\n${link}\n\n该链接代表您本人，请勿转发。\n`,
  })
}
