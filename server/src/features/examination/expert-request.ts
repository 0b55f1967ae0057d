import { conflictsOf, type ExpertState, expertDocument, usuallyShown } from '@datadeed/core/examination/expert'
import type * as schema from '@datadeed/core/examination/expert-schema'
import type { Command } from '@datadeed/core/filing/machine'
import { offered } from '@datadeed/core/filing/policy'
import { type Actor, hasRole, isStaff, system } from '@datadeed/core/kernel/actor'
import { addDays, startOfChinaDay, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { deadlineFor, stepOf } from '@datadeed/core/kernel/rule-pack'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { EventPayloads } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { hashToken } from '../../platform/secret-token.ts'
import {
  advance,
  type CaseRow,
  caseDetail,
  holdCase,
  loadCase,
  loadVisible,
  packOf,
  pauseForExpert,
  preview,
  resumeAfterExpert,
  reviewStep,
} from '../filing/service.ts'
import { linkTokenOf } from './expert-link.ts'
import * as store from './expert-store.ts'
import { touch } from './lease.ts'
import { own } from './workbench.ts'

/** The pack whose rule on experts holds for a case: its own, or today's where that one knows none. */
function rulesFor(p: Platform, row: CaseRow) {
  const pack = packOf(p, row).expertOpinion ? packOf(p, row) : p.pack
  if (!pack.expertOpinion) throw new AppError('examination.no_expert_rules')
  return { pack, rule: pack.expertOpinion }
}

function dueOf(p: Platform, row: CaseRow): string {
  const { pack, rule } = rulesFor(p, row)
  const today = toChinaDate(p.clock.now().getTime())
  return deadlineFor(pack, rule.step, today, p.rules.calendarFor(row.prefectureCode, rule.step)).date
}

async function concernedOf(p: Platform, { id, form }: CaseRow) {
  const { uscc, name, emails, staffEmails } = await store.findConcerned(p.db, id)
  const agent = form.agentName || form.agentUscc ? [{ name: form.agentName ?? '', uscc: form.agentUscc || null }] : []
  const holders = (form.coHolders ?? []).map((one) => ({ name: one.name, uscc: one.uscc || null }))
  return { applicant: name, concerned: { organisations: [{ uscc, name }, ...agent, ...holders], emails, staffEmails } }
}

/** Whom one may ask about a case, who must not be asked and why, and what the pack proposes. */
export async function expertChoices(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.output<typeof schema.expertChoices>> {
  const row = await preview(p, { caseId, command: 'ask_expert', actor })
  const { pack, rule } = rulesFor(p, row)
  const [{ concerned }, experts] = await Promise.all([concernedOf(p, row), store.listActiveExperts(p.db)])
  const own = packOf(p, row)
  return {
    experts: experts.map((one) => ({
      ...{ id: one.id, name: one.name, title: one.title, field: one.field, organisation: one.organisation },
      conflicts: conflictsOf(one, concerned),
    })),
    questions: rule.questions,
    shown: usuallyShown(pack, row.form),
    confidentialRules: row.form.algorithmConfidential === true,
    due: dueOf(p, row),
    days: stepOf(pack, rule.step).days,
    pauses: stepOf(own, reviewStep(own, row.green)).pauseOn.includes('expert_consulted'),
    ...{ toParties: rule.toParties, source: rule.source, confidence: rule.confidence },
  }
}

/** Asks an expert: what they will read is fixed now, the link goes to them by mail, and the clock stands still. */
export async function askExpert(p: Platform, actor: Actor, caseId: string, body: z.output<typeof schema.askExpert>) {
  const now = p.clock.now()
  const { accountId } = own(actor)
  const asked = { caseId, command: 'ask_expert', actor, version: body.version } as const
  const row = await preview(p, asked)
  const { pack } = rulesFor(p, row)
  const expert = await store.findExpert(p.db, body.expertId)
  if (!expert?.active)
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'expertId', message: '请从专家名册中选择' }])
  const { applicant, concerned } = await concernedOf(p, row)
  if (conflictsOf(expert, concerned).length > 0)
    throw new AppError('examination.expert_conflict', { name: expert.name }, [
      { path: 'expertId', message: `${expert.name}与本案有利害关系，请另选一位` },
    ])
  const { attachments } = await caseDetail(p, actor, caseId)
  if (body.attachments.some((one) => !attachments.some(({ id }) => id === one)))
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'attachments', message: '没有这份附件' }])
  const { question, expertId, fields, parties, sample } = body
  const due = dueOf(p, row)
  const id = newId<'expert-request'>()
  const linkHash = hashToken(await linkTokenOf(p, { id, linkNo: 1 }))
  await inTx(p.db, async (tx) => {
    const held = await holdCase(tx, caseId)
    const open = (await store.listRequests(tx, caseId)).some((one) => one.expertId === expertId && one.endedAt === null)
    if (!held || open)
      throw new AppError('kernel.invalid_input', { count: 1 }, [
        { path: 'expertId', message: '已向这位专家征询，尚未办结' },
      ])
    const note = `向${expert.name}（${expert.organisation}）征询：${question}`
    await advance(tx, p, { ...asked, now, note, payload: { request: id, due } })
    await store.insertRequest(tx, {
      ...{ id, caseId, expertId, askedBy: accountId, askedAt: now, question, due, linkHash },
      ...{ shown: { fields, parties, sample, attachments: body.attachments } },
      document: expertDocument(held.form, applicant, pack, { fields, parties, sample }),
      expiresAt: new Date(startOfChinaDay(addDays(due, 1))),
    })
    await pauseForExpert(tx, p, { caseId, actor, now })
    await enqueue(tx, 'examination.expert_mail', { requestId: id, what: 'asked' })
  })
  return await listRequests(p, actor, caseId)
}

const endings: Record<'given' | 'declined' | 'revoked' | 'expired', string> = {
  given: '专家意见已提交',
  declined: '专家谢绝',
  revoked: '征询已撤回，链接作废',
  expired: '专家逾期未提交意见，链接作废',
}

export interface Ending {
  state: keyof typeof endings
  reason: string
  now: Date
  /** Who ends it; the system where it is the expert's doing or a day's. */
  actor?: Actor
  leaf?: NonNullable<Parameters<typeof advance>[2]['leaf']>
}

/**
 * Ends a request and, while the case is still under review, tells its history and lets the clock run on when no other is open.
 * The caller holds the case. Answers the log's leaf; undefined where it had ended.
 */
export async function end(tx: Tx, p: Platform, request: Pick<store.RequestRow, 'id' | 'caseId'>, ending: Ending) {
  const { state, reason, now, actor = system, leaf } = ending
  const { id, caseId } = request
  if (!(await store.endRequest(tx, id, state satisfies ExpertState, reason, now))) return undefined
  if (state === 'revoked' || state === 'expired')
    await enqueue(tx, 'examination.expert_mail', { requestId: id, what: state })
  const row = await loadCase(tx, caseId)
  if (row.status !== 'under_review') return null
  const command: Command = actor === system ? 'end_expert' : 'recall_expert'
  const note = [endings[state], reason].filter(Boolean).join('：')
  const payload = { request: id, outcome: state }
  const { leafId } = await advance(tx, p, { caseId, command, actor, now, note, payload, ...(leaf ? { leaf } : {}) })
  if (!(await store.listRequests(tx, caseId)).some(({ endedAt }) => endedAt === null))
    await resumeAfterExpert(tx, p, { caseId, now })
  await touch(tx, p, await loadCase(tx, caseId), now)
  return leafId
}

async function openRequest(tx: Tx, caseId: string, requestId: string) {
  await holdCase(tx, caseId)
  const request = (await store.listRequests(tx, caseId)).find(({ id }) => id === requestId)
  if (!request) throw new AppError('kernel.not_found')
  if (request.endedAt) throw new AppError('examination.expert_ended')
  return request
}

/** The examiner takes the request back; the link is dead from that moment. */
export async function recallExpert(p: Platform, actor: Actor, caseId: string, requestId: string, reason: string) {
  await preview(p, { caseId, command: 'recall_expert', actor })
  await inTx(p.db, async (tx) => {
    const request = await openRequest(tx, caseId, requestId)
    await end(tx, p, request, { state: 'revoked', reason, now: p.clock.now(), actor })
  })
  return await listRequests(p, actor, caseId)
}

/** A new link in place of the one that was lost or went astray; the old one is dead, what was written is kept. */
export async function resendLink(p: Platform, actor: Actor, caseId: string, requestId: string) {
  await preview(p, { caseId, command: 'recall_expert', actor })
  await inTx(p.db, async (tx) => {
    const { id, linkNo } = await openRequest(tx, caseId, requestId)
    const link_hash = hashToken(await linkTokenOf(p, { id, linkNo: linkNo + 1 }))
    const fresh = { link_no: linkNo + 1, link_hash, code_no: 0, code_tries: 0, session_hash: null, session_until: null }
    await store.updateRequest(tx, id, fresh)
    await enqueue(tx, 'examination.expert_mail', { requestId: id, what: 'asked' })
  })
  return await listRequests(p, actor, caseId)
}

/** A case that is no longer under review waits for no expert. */
export async function recallWhenMoved(tx: Tx, p: Platform, event: EventPayloads['filing.moved']): Promise<void> {
  if (event.from !== 'under_review' || event.to === 'under_review') return
  for (const request of await store.listRequests(tx, event.caseId))
    if (request.endedAt === null)
      await end(tx, p, request, { state: 'revoked', reason: '案件已转入下一环节', now: event.now })
}

/** Requests as the actor may see them: staff who decide see everything, a company what the pack lets it know. */
export async function listRequests(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.output<typeof schema.expertRequests>> {
  const row = await loadVisible(p, actor, caseId)
  const { toParties } = (packOf(p, row).expertOpinion ?? p.pack.expertOpinion) || { toParties: 'nothing' as const }
  const deciding = hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator')
  if (!deciding && (isStaff(actor) || toParties === 'nothing')) return { items: [], toParties }
  const [rows, openings] = await Promise.all([
    store.listRequests(p.db, caseId),
    deciding ? store.listOpenings(p.db, caseId) : [],
  ])
  const mine = offered(actor, row, () => false).includes('recall_expert')
  const told = (...levels: (typeof toParties)[]) => deciding || levels.includes(toParties)
  type View = z.output<typeof schema.expertRequestView>
  const items = rows.map(
    (one): View => ({
      id: one.id,
      expert: deciding ? { name: one.expertName, title: one.expertTitle, organisation: one.expertOrganisation } : null,
      askedBy: deciding ? one.askedByName : null,
      askedAt: one.askedAt.toISOString(),
      question: told('conclusion', 'opinion') ? one.question : null,
      due: one.due,
      state: !deciding && one.state === 'reading' ? 'asked' : one.state,
      endedAt: one.endedAt?.toISOString() ?? null,
      endReason: deciding ? one.endReason : '',
      shown: deciding ? one.shown : null,
      openings: openings
        .filter(({ requestId }) => requestId === one.id)
        .map(({ at, what, agent }) => ({ at: at.toISOString(), what, agent })),
      conclusion: told('conclusion', 'opinion') ? (one.conclusion as View['conclusion']) : null,
      opinion: told('opinion') ? one.opinion : null,
      sha256: deciding ? one.sha256 : null,
      can: mine && one.endedAt === null ? ['recall', 'resend'] : [],
    }),
  )
  return { items, toParties }
}
