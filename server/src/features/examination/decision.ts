import { fieldLabel } from '@datadeed/core/examination/labels'
import type { proposeAcceptance, proposeRefusal, requireCorrection } from '@datadeed/core/examination/schema'
import type { Command } from '@datadeed/core/filing/machine'
import type { CaseView } from '@datadeed/core/filing/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import type { versioned, withNote, withReason } from '@datadeed/core/kernel/case'
import { formatDateZh, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { deadlineFor, type RulePack } from '@datadeed/core/kernel/rule-pack'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { digestDocument } from '../../platform/digest.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  advance,
  type CaseChange,
  type CaseRow,
  caseDetail,
  correctionDeadline,
  demandKnownRules,
  insertRound,
  listRounds,
  packOf,
  preview,
  recordRaised,
} from '../filing/service.ts'
import { type LetterContent, withLetter } from './letter.ts'

type Body<S extends z.ZodType> = z.output<S>

/** A command that only moves the case. */
async function move(
  p: Platform,
  actor: Actor,
  caseId: string,
  command: Command,
  { version, note = '', set }: { version: number; note?: string; set: CaseChange },
): Promise<CaseView> {
  const now = p.clock.now()
  await inTx(p.db, (tx) => advance(tx, p, { caseId, command, actor, now, version, note, set }))
  return await caseDetail(p, actor, caseId)
}

/** Takes a case from the queue; from now on it is this examiner's. */
export async function claim(p: Platform, actor: Actor, caseId: string, { version }: Body<typeof versioned>) {
  if (actor.kind !== 'account') throw new AppError('kernel.forbidden')
  return await move(p, actor, caseId, 'claim', { version, set: { examinerId: actor.accountId } })
}

/** Puts a case back into the queue. */
export async function unclaim(p: Platform, actor: Actor, caseId: string, body: Body<typeof withReason>) {
  return await move(p, actor, caseId, 'unclaim', {
    version: body.version,
    note: body.reason,
    set: { examinerId: null },
  })
}

/** Proposes acceptance to a second person. */
export async function proposeAcceptanceOf(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, opinion }: Body<typeof proposeAcceptance>,
) {
  const set: CaseChange = { proposal: { kind: 'acceptance', opinion } }
  return await move(p, actor, caseId, 'propose_acceptance', { version, note: opinion, set })
}

/** Proposes refusal on grounds of the rule pack to a second person. */
export async function proposeRefusalOf(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, grounds }: Body<typeof proposeRefusal>,
) {
  const pack = packOf(p, await preview(p, { caseId, command: 'propose_refusal', actor, version }))
  const unknown = grounds.flatMap(({ code }, i) =>
    pack.grounds.some((ground) => ground.code === code)
      ? []
      : [{ path: `grounds.${i}.code`, message: '规则包里没有这一条，请从列表中选择' }],
  )
  if (unknown.length > 0) throw new AppError('examination.unknown_ground', {}, unknown)
  const note = grounds.map(({ explanation }) => explanation).join('；')
  const set: CaseChange = { proposal: { kind: 'refusal', grounds } }
  return await move(p, actor, caseId, 'propose_refusal', { version, note, set })
}

/** The second person does not agree: back to the examiner. */
export async function sendBack(p: Platform, actor: Actor, caseId: string, body: Body<typeof withReason>) {
  return await move(p, actor, caseId, 'send_back', {
    version: body.version,
    note: body.reason,
    set: { proposal: null },
  })
}

/** Whoever proposed thinks better of it before anybody decided. */
export async function retractProposal(p: Platform, actor: Actor, caseId: string, body: Body<typeof withReason>) {
  return await move(p, actor, caseId, 'retract_proposal', {
    version: body.version,
    note: body.reason,
    set: { proposal: null },
  })
}

/** What was decided, in a form whose digests the log vouches for; the same document is kept with the event. */
function decisionOf(row: CaseRow, letter: { number: string; sha256: string }, now: Date, decided: object) {
  const document = {
    format: 'datadeed-decision/1',
    case: row.number,
    at: now.toISOString(),
    letter: { number: letter.number, sha256: letter.sha256 },
    ...decided,
  }
  const leaf = { type: 'examination', digests: digestDocument(document).digests, body: {} } as const
  return { payload: { decision: document }, leaf }
}

/** Tells the company item by item what to put right, by letter, and stops the examination's clock. */
export async function requireCorrectionOf(
  p: Platform,
  actor: Actor,
  caseId: string,
  body: Body<typeof requireCorrection>,
): Promise<CaseView> {
  const now = p.clock.now()
  const asked = { caseId, command: 'require_correction', actor, version: body.version } as const
  const row = await preview(p, asked)
  const pack = packOf(p, row)
  const stray = body.items.flatMap(({ field }, i) =>
    fieldLabel(pack, field) ? [] : [{ path: `items.${i}.field`, message: '申请表里没有这一栏，请从列表中选择' }],
  )
  if (stray.length > 0) throw new AppError('kernel.invalid_input', { count: stray.length }, stray)
  demandKnownRules(body.items)
  const round = (await listRounds(p.db, caseId)).length + 1
  const items = body.items.map((item, i) => ({ id: `${round}-${i + 1}`, ...item }))
  const { due } = correctionDeadline(pack, now, p.rules.calendarFor(row.prefectureCode, 'correction'))
  const content: LetterContent = {
    kind: 'correction',
    items: items.map(({ field, reason, rule, remedy }) => ({
      ...{ field: fieldLabel(pack, field) ?? field, reason, rule, remedy },
    })),
    deadline: formatDateZh(due),
  }
  await withLetter(p, { caseId, content, now }, async (tx, letter) => {
    const decision = decisionOf(row, letter, now, { decision: 'correction', round, items, due })
    // Before the case moves: a case once corrected is not in the green channel.
    await insertRound(tx, { caseId, round, requiredAt: now, due, items, formBefore: row.form })
    await recordRaised(tx, row, round, items, now)
    await advance(tx, p, { ...asked, now, ...decision, set: { due } })
  })
  return await caseDetail(p, actor, caseId)
}

function acceptanceContent(p: Platform, pack: RulePack, now: Date): LetterContent {
  const from = toChinaDate(now.getTime())
  const { date } = deadlineFor(pack, 'publicNotice', from, p.calendar)
  return {
    kind: 'acceptance',
    noticeFrom: formatDateZh(from),
    noticeUntil: formatDateZh(date),
    noticeDays: pack.steps.publicNotice?.days ?? 0,
    noticeUrl: `${p.config.publicUrl}/notices`,
  }
}

function refusalContent(pack: RulePack, grounds: readonly { code: string; explanation: string }[]): LetterContent {
  const measure = pack.basis[0]?.title ?? pack.name
  return {
    kind: 'refusal',
    grounds: grounds.map(({ code, explanation }) => {
      const ground = pack.grounds.find((known) => known.code === code)
      return { clause: ground?.article ?? measure, provision: ground?.text ?? code, facts: explanation }
    }),
    remedies: [
      '补充材料、消除上述情形后，可以重新提出申请。',
      '认为本决定有误的，可以向登记机构书面申请复核，并附证据；期限以登记机构公布的规定为准。',
    ],
  }
}

/** The second person's decision: acceptance opens the public notice, refusal ends the case. Both go out by letter. */
export async function release(
  p: Platform,
  actor: Actor,
  caseId: string,
  body: Body<typeof withNote>,
): Promise<CaseView> {
  await releaseCase(p, actor, caseId, body)
  return await caseDetail(p, actor, caseId)
}

/** As {@link release}, for whoever releases many. `beside` is done in the transaction of the decision, after the case moved. */
export async function releaseCase(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, note }: Body<typeof withNote>,
  { more = {}, beside }: { more?: Record<string, unknown>; beside?: (tx: Tx, after: CaseRow) => Promise<void> } = {},
): Promise<void> {
  const now = p.clock.now()
  const asked = { caseId, command: 'release', actor, version } as const
  const row = await preview(p, asked)
  const { proposal } = row
  if (!proposal) throw new Error(`case ${row.number} awaits release without a proposal`)
  const pack = packOf(p, row)
  const content = proposal.kind === 'refusal' ? refusalContent(pack, proposal.grounds) : acceptanceContent(p, pack, now)
  await withLetter(p, { caseId, content, now }, async (tx, letter) => {
    const decided =
      proposal.kind === 'refusal' ? { decision: 'refusal', grounds: proposal.grounds } : { decision: 'acceptance' }
    const set: CaseChange = {
      proposal: null,
      due: null,
      ...(proposal.kind === 'refusal' ? { refusal: proposal } : {}),
    }
    const { payload, leaf } = decisionOf(row, letter, now, decided)
    const { after } = await advance(tx, p, { ...asked, now, note, payload: { ...payload, ...more }, leaf, set })
    if (proposal.kind === 'acceptance') await p.events.emit(tx, 'examination.accepted', { caseId, now })
    await beside?.(tx, after)
  })
}
