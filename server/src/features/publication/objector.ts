import type { Actor } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { isOpen, type ObjectionStatus } from '@datadeed/core/publication/machine'
import { nextStatus } from '@datadeed/core/publication/objections'
import { inTx } from '../../platform/db/tx.ts'
import type { FileToSend } from '../../platform/http/send-file.ts'
import type { JobPayloads } from '../../platform/jobs.ts'
import type { Platform } from '../../platform/platform.ts'
import { sketchEpoch } from '../overlap/service.ts'
import { chooseDeposit, comparedOf, ownDeposits } from './comparison.ts'
import { endAlone } from './ending.ts'
import { addEvidence, type EvidenceFile } from './evidence-files.ts'
import { listEvidence } from './evidence-store.ts'
import { agreementOf, answerMediation, failMediation, offerMediation } from './mediation.ts'
import { closeMediations, listMediations } from './mediation-store.ts'
import { answerPeriodOf, mediationViewOf, reasonTextOf } from './objection-view.ts'
import { keepObjectorSketch, releaseObjectorKey } from './own-sketch.ts'
import { lockSituation, requireNext, situationOf } from './situation.ts'
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

const objectorCommands = [
  'rejoin',
  'withdraw',
  'offer_mediation',
  'agree_mediation',
  'decline_mediation',
  'end_mediation',
] as const
type ObjectorCommand = (typeof objectorCommands)[number]

/** An objection as its objector sees it: the whole exchange, and what may be done now. */
export async function getOwnObjection(p: Platform, id: string, token: string, actor: Actor) {
  const row = await byLink(p, id, token)
  const [evidence, mediations] = await Promise.all([listEvidence(p.db, [id]), listMediations(p.db, [id])])
  const open = row.case_status === 'objection_pending' && isOpen(row.status as ObjectionStatus)
  const situation = situationOf(row, mediations, p.clock.now())
  const can: ObjectorCommand[] = open
    ? objectorCommands.filter((command) => nextStatus(situation, command, 'objector') !== null)
    : []
  return {
    ...{ number: row.number, status: row.status, caseName: row.case_name, statement: row.statement },
    ...{ answer: row.answer, rejoinder: row.rejoinder, rejoinderDue: row.rejoinder_due, decision: row.decision },
    ...{ lodgedAt: row.lodged_at.toISOString(), answerDue: row.answer_due, mergedInto: row.lead_number },
    ...{ servedAt: row.served_at?.toISOString() ?? null, answerPeriod: await answerPeriodOf(p, row) },
    ...{ withdrawal: row.withdrawal, letter: row.objector_letter, mediations: mediations.map(mediationViewOf) },
    reason: reasonTextOf(p, row),
    evidence: evidence.map(({ side, name, bytes, sha256 }) => ({ side, name, bytes: Number(bytes), sha256 })),
    compared: await comparedOf(p, row, 'objector'),
    /** What a signed-in objector may compare with; null for whoever is not signed in for an organisation. */
    deposits: open ? await ownDeposits(p, actor) : null,
    /** Sketches may be made of data on this machine and handed in by the link: the deposit applied for has some. */
    mayHandIn: open && (await sketchEpoch(p.db, row.deposit_id)) !== null,
    canAdd: open,
    can,
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
    const situation = row && situationOf(row, await listMediations(tx, [id]), now)
    if (row?.case_status !== 'objection_pending' || !situation || !nextStatus(situation, 'rejoin', 'objector'))
      throw new AppError('publication.rejoinder_over')
    await store.updateObjection(tx, id, { rejoinder: text, rejoined_at: now })
  })
}

/** Files the objector adds while it is open. */
export async function addOwnEvidence(p: Platform, id: string, token: string, files: readonly EvidenceFile[]) {
  await byLink(p, id, token)
  await inTx(p.db, async (tx) => {
    const { row } = await lockSituation(tx, id, p.clock.now())
    if (row.case_status !== 'objection_pending' || !isOpen(row.status as ObjectionStatus))
      throw new AppError('publication.objection_settled')
    const of = { objectionId: id, number: row.number, caseNumber: row.case_number, side: 'objector' } as const
    await addEvidence(tx, of, files, p.clock.now())
  })
}

/** The objector takes it back: it ends, and what was merged with it goes on. */
export async function withdrawObjection(p: Platform, id: string, token: string, reason: string): Promise<void> {
  await byLink(p, id, token)
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const locked = await lockSituation(tx, id, now)
    requireNext(locked, 'withdraw', 'objector')
    const { row, notice } = locked
    await closeMediations(tx, [id], now)
    await store.updateObjection(tx, id, { withdrawal: reason })
    await endAlone(tx, p, { row, notice, status: 'withdrawn', now, note: reason })
  })
}

/** What the objector says to a mediation: offers it, agrees or not, or breaks it off. */
export async function mediateAsObjector(
  p: Platform,
  id: string,
  token: string,
  say: 'offer' | 'agree' | 'decline' | 'end',
  note: string,
): Promise<void> {
  await byLink(p, id, token)
  if (say === 'offer') await offerMediation(p, id, 'objector', note)
  else if (say === 'end') await failMediation(p, id, 'objector', note)
  else await answerMediation(p, id, 'objector', say === 'agree')
}

/** A signed-in objector lays an own deposit beside the one applied for. */
export async function compareAsObjector(p: Platform, actor: Actor, id: string, token: string, depositId: string) {
  await byLink(p, id, token)
  await chooseDeposit(p, actor, id, depositId)
}

/** The key for sketches of the objector's own data, which stay on their machine. */
export async function objectorKey(p: Platform, id: string, token: string) {
  return await releaseObjectorKey(p, await byLink(p, id, token))
}

/** Sketches that an objector without an account made of the own data. */
export async function handInSketch(p: Platform, id: string, token: string, sketch: unknown): Promise<void> {
  await keepObjectorSketch(p, await byLink(p, id, token), sketch)
}

/** The letter that tells the objector how it ended, or the agreement. */
export async function readOwnFile(
  p: Platform,
  id: string,
  token: string,
  what: 'letter' | 'agreement',
): Promise<FileToSend> {
  const row = await byLink(p, id, token)
  if (what === 'agreement') return await agreementOf(p, id)
  if (!row.objector_letter_sha256) throw new AppError('kernel.not_found')
  const body = await p.blobs.get(row.objector_letter_sha256)
  return { name: `${row.objector_letter}.pdf`, mediaType: 'application/pdf', bytes: null, body }
}

const news: Record<JobPayloads['publication.objection_mail']['what'], readonly [string, string]> = {
  lodged: [
    '异议已收到',
    '登记机构已将异议转送申请人答复。办理进度、对方的答复、补充证据、回应和撤回，都在下面的页面：',
  ],
  answered: ['申请人已答复您的异议', '请在页面上写明的期限内提交回应；逾期不回应的，登记机构依据现有材料处理。'],
  decided: ['异议已作出处理决定', '决定及理由请在页面上查看，决定书可以下载。'],
  mediation_offered: ['您的异议提出了调解', '请在页面上查看并表示是否同意；双方都同意才开始，不同意不影响异议的处理。'],
  mediation_declined: ['调解没有开始', '有一方不同意调解，异议照常处理。'],
  mediation_begun: ['调解已开始', '双方已同意调解。调解的期限和调解员请在页面上查看，任何一方都可以随时终止。'],
  mediation_failed: ['调解未达成协议', '异议恢复处理，期限继续计算。'],
  settled: ['异议经调解达成协议', '异议程序终结。协议及其摘要请在页面上查看。'],
  withdrawn: ['异议已撤回', '您的异议已经撤回，程序终结。'],
  succeeded: ['您的异议现在单独办理', '与您并案的首件异议已经终结，您的异议按已经进行的程序继续办理。'],
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
