import { type Actor, isInterested } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { anonymise, type Known, residuesOf } from '@datadeed/core/publication/anonymise'
import {
  type DecisionPeriods,
  type DecisionTexts,
  type decisionCheck,
  type decisionDraft,
  type decisionDraftQuery,
  decisionTextNames,
  type publishedDecisionQuery,
} from '@datadeed/core/publication/decision-schema'
import { type DecisionCommand, decisionCan, mayReadDrafts, moveDecision } from '@datadeed/core/publication/decisions'
import type { z } from 'zod'
import { decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Database } from '../../platform/db/connection.ts'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { logLeaf } from '../evidence/service.ts'
import { type CaseRow, packOf } from '../filing/service.ts'
import * as store from './decision-store.ts'
import type { MediationRow } from './mediation-store.ts'
import type { ObjectionRow } from './store.ts'

type Draft = z.output<typeof decisionDraft>
type Outcome = Draft['outcome']

/** Everything that names a party, with what stands in its place. */
async function namesOf(db: Database | Tx, objectionId: string): Promise<Known[]> {
  const rows = await store.listNames(db, objectionId)
  const known = rows.flatMap((row) => {
    const { coHolders = [], agentName } = row.form as { coHolders?: { name?: string }[]; agentName?: string }
    const called = (as: string, ...names: (string | undefined)[]) =>
      names.flatMap((name) => (name && [...name].length >= 2 ? { words: name, as } : []))
    return [
      ...called('申请人', row.party_name, row.contact_name),
      ...called('共有人', ...coHolders.map(({ name }) => name)),
      ...called('代理机构', agentName),
      ...called('异议人', row.objector_name),
      ...called('涉案数据', row.data_name, row.deposit_title),
      ...called('【编号】', row.case_number, row.notice_number, row.deposit_number, row.objection_number),
      ...called('【号码】', row.uscc, row.objector_id_number, row.contact_email),
      ...called('某地址', row.address.length >= 4 ? row.address : undefined),
    ]
  })
  return [...new Map(known.map((one) => [one.words, one])).values()]
}

const days = (from: Date, to: Date) => Math.round((dayOf(to) - dayOf(from)) / 86_400_000)
const dayOf = (moment: Date) => Date.parse(toChinaDate(moment.getTime()))

/** Drafts the anonymised text of a decision, or of what was agreed, by rule, in the transaction that ends the objection. */
export async function draftDecision(
  tx: Tx,
  p: Platform,
  of: {
    row: ObjectionRow
    mediations: readonly MediationRow[]
    under: CaseRow
    body: { outcome: Outcome; reason: string }
    objections: number
    now: Date
  },
): Promise<void> {
  const { row, mediations, under, body, objections, now } = of
  const names = await namesOf(tx, row.id)
  const pack = packOf(p, under)
  const reason = pack.objectionReasons.find(({ code }) => code === row.reason_code)
  const held = mediations.find(({ started_at }) => started_at !== null)
  const periods: DecisionPeriods = {
    answered: row.answered_at ? days(row.served_at ?? row.lodged_at, row.answered_at) : null,
    mediated: held?.started_at && held.ended_at ? days(held.started_at, held.ended_at) : null,
    decided: days(row.lodged_at, now),
  }
  await store.insertDecision(tx, {
    ...{ id: newId<'published-decision'>(), objection_id: row.id, status: 'drafted', ground: row.reason_code },
    ...{ outcome: body.outcome, objections, decided_at: now, periods: JSON.stringify(periods) },
    facts: anonymise(row.statement, names),
    answer: anonymise(row.answer ?? '', names),
    reasoning: anonymise(body.reason, names),
    rule: [pack.basis[0]?.title, reason?.text].filter(Boolean).join('；'),
  })
}

/** What of the texts may still name somebody; a rule's own number is none of it. */
function leftIn(texts: DecisionTexts, names: readonly Known[]): Draft['residues'] {
  return decisionTextNames.flatMap((field) =>
    residuesOf(texts[field], names)
      .filter(({ why }) => field !== 'rule' || why === '当事人的名称')
      .map((residue) => ({ field, ...residue })),
  )
}

function requireAnonymous(texts: DecisionTexts, names: readonly Known[]): void {
  const sure = leftIn(texts, names).filter((one) => one.sure)
  if (sure.length === 0) return
  throw new AppError(
    'publication.identified',
    { count: sure.length },
    sure.map(({ field, words, why }) => ({ path: field, message: `“${words}”：${why}，请删去或者改写` })),
  )
}

const textsOf = ({ facts, answer, reasoning, rule }: DecisionTexts): DecisionTexts => ({
  ...{ facts, answer, reasoning, rule },
})
const factsOf = (row: store.DraftRow) => ({
  ...{ status: row.status as Draft['status'], decidedBy: row.decided_by, checkedBy: row.checked_by },
})

/** Staff see texts under way, but not of cases they have an interest in. */
function requireReader(actor: Actor, row: store.DraftRow | undefined): store.DraftRow {
  if (!row || !mayReadDrafts(actor)) throw new AppError('kernel.not_found')
  return row
}

async function draftView(p: Platform, actor: Actor, row: store.DraftRow): Promise<Draft> {
  const names = await namesOf(p.db, row.objection_id)
  const interested = isInterested(actor, { partyId: row.party_id })
  return {
    ...{ id: row.id, status: row.status as Draft['status'], number: row.number },
    ...{ objectionId: row.objection_id, objectionNumber: row.objection_number, caseName: row.case_name },
    ...{ ground: row.ground, groundText: groundText(packOf(p, row), row.ground) },
    ...{ outcome: row.outcome as Outcome, ...textsOf(row) },
    original: { facts: row.statement, answer: row.original_answer ?? '', reasoning: row.decision ?? '' },
    residues: leftIn(row, names),
    ...{ checkedBy: row.checker_name, checkedAt: row.checked_at?.toISOString() ?? null },
    ...{ releasedBy: row.releaser_name, releasedAt: row.released_at?.toISOString() ?? null, note: row.note },
    can: interested ? [] : decisionCan(factsOf(row), actor),
  }
}

export async function getDraft(p: Platform, actor: Actor, id: string): Promise<Draft> {
  return await draftView(p, actor, requireReader(actor, await store.findDraft(p.db, id)))
}

export async function listDrafts(p: Platform, actor: Actor, query: z.output<typeof decisionDraftQuery>) {
  if (!mayReadDrafts(actor)) return { items: [], next: null, total: 0 }
  const [rows, total] = await Promise.all([
    store.listDraftRows(p.db, query.status, decodePlace(query.cursor, 'moment'), query.limit),
    store.countDraftRows(p.db, query.status),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.decided_at.toISOString(), row.id])
  return {
    items: items.map((row) => ({
      ...{ id: row.id, status: row.status, number: row.number, objectionNumber: row.objection_number },
      ...{ caseName: row.case_name, ground: row.ground, groundText: groundText(packOf(p, row), row.ground) },
      outcome: row.outcome,
      decidedAt: row.decided_at.toISOString(),
    })),
    ...{ next, total },
  }
}

/** Takes one command on a text under its lock. */
async function take(
  p: Platform,
  actor: Actor,
  id: string,
  command: DecisionCommand,
  work: (tx: Tx, row: store.DraftRow, to: { status: Draft['status']; by: string; now: Date }) => Promise<void>,
): Promise<Draft> {
  if (actor.kind !== 'account') throw new AppError('account.signed_out')
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    if (!(await store.lockDecision(tx, id))) throw new AppError('kernel.not_found')
    const row = requireReader(actor, await store.findDraft(tx, id))
    if (isInterested(actor, { partyId: row.party_id })) throw new AppError('examination.conflict_of_interest')
    await work(tx, row, { status: moveDecision(factsOf(row), command, actor), by: actor.accountId, now })
  })
  return await getDraft(p, actor, id)
}

/** One person has read the text against the original and proposes it for the public. */
export async function checkDecision(p: Platform, actor: Actor, id: string, body: z.output<typeof decisionCheck>) {
  return await take(p, actor, id, 'check', async (tx, row, { status, by, now }) => {
    requireAnonymous(body, await namesOf(tx, row.objection_id))
    await store.updateDecision(tx, id, {
      ...textsOf(body),
      status,
      checked_by: by,
      checked_at: now,
      released_by: null,
      note: '',
    })
  })
}

/** The second person releases it: it gets its number and address, and its digest goes into the log. */
export async function releaseDecision(p: Platform, actor: Actor, id: string) {
  return await take(p, actor, id, 'release', async (tx, row, { status, by, now }) => {
    requireAnonymous(row, await namesOf(tx, row.objection_id))
    const year = Number(toChinaDate(now.getTime()).slice(0, 4))
    // What was public before keeps its number.
    const number =
      row.number ??
      formatNumber(p.pack.numbers.decision ?? 'YJ-{year}-{seq:6}', {
        ...{ year, seq: await nextInSeries(tx, `decision-${year}`) },
      })
    const { ground, outcome } = row
    const { digests } = digestDocument({ number, ground, outcome, ...textsOf(row) })
    const body = { number, outcome }
    const leafId = await logLeaf(tx, { type: 'objection_decision', subject: number, digests, body, now })
    await store.updateDecision(tx, id, { status, number, released_by: by, released_at: now, leaf_id: leafId })
  })
}

export async function returnDecision(p: Platform, actor: Actor, id: string, reason: string) {
  return await take(p, actor, id, 'return', (tx, _row, { status }) =>
    store.updateDecision(tx, id, { status, note: reason }),
  )
}

/** Keeps a decision from the public, or takes it down; its address then says so. */
export async function withholdDecision(p: Platform, actor: Actor, id: string, reason: string) {
  return await take(p, actor, id, 'withhold', (tx, _row, { status }) =>
    store.updateDecision(tx, id, { status, note: reason }),
  )
}

function publicView(p: Platform, row: store.DecisionRow) {
  return {
    ...{ number: row.number ?? '', ground: row.ground, outcome: row.outcome as Outcome, ...textsOf(row) },
    groundText: groundText(packOf(p, row), row.ground),
    ...{ periods: row.periods as unknown as DecisionPeriods, objections: row.objections },
    month: toChinaDate(row.decided_at.getTime()).slice(0, 7),
    releasedAt: row.released_at?.toISOString() ?? '',
  }
}
export type PublicDecision = ReturnType<typeof publicView>

/** The wording of a ground in a pack. */
export const groundText = (pack: RulePack, ground: string): string =>
  pack.objectionReasons.find(({ code }) => code === ground)?.text ?? ground

/** The public base of decisions, the newest first. */
export async function listDecisions(p: Platform, query: z.output<typeof publishedDecisionQuery>) {
  const filter = { q: query.q ?? '', ground: query.ground, outcome: query.outcome }
  const [rows, total, settled] = await Promise.all([
    store.listReleased(p.db, filter, decodePlace(query.cursor, 'moment'), query.limit),
    store.countReleased(p.db, filter),
    store.countSettled(p.db),
  ])
  const { items, next } = pageOfRows(rows, query.limit, (row) => [row.released_at?.toISOString() ?? '', row.id])
  return { items: items.map((row) => publicView(p, row)), next, total, settled }
}

/** Null where it was taken down. Throws `kernel.not_found`. */
export async function getDecision(p: Platform, number: string): Promise<PublicDecision | null> {
  const row = await store.findByNumber(p.db, number)
  if (!row) throw new AppError('kernel.not_found')
  return row.status === 'released' ? publicView(p, row) : null
}

/** Of each ground how many decisions there are: for the form's help, findings and the objection's form. */
export async function decisionGroundsOf(p: Platform) {
  const rows = await store.countGrounds(p.db)
  return {
    items: rows.map((row) => ({
      ...{ ground: row.ground, count: row.count, text: groundText(packOf(p, row), row.ground) },
      newest: { number: row.number ?? '', outcome: row.outcome as Outcome },
    })),
  }
}
