import { completenessOf } from '@datadeed/core/coaching/completeness'
import { judgeEligibility } from '@datadeed/core/coaching/eligibility'
import { coachingScope, mayCoach } from '@datadeed/core/coaching/policy'
import type * as schema from '@datadeed/core/coaching/schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { addDays, startOfChinaDay, toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError, type FieldFault } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import type { z } from 'zod'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { loadCase, packOf } from '../filing/service.ts'
import { act, own, sideOf, tell } from './act.ts'
import { findCaseOf, insertLink } from './link-store.ts'
import { cancelAllComing } from './slots.ts'
import * as store from './store.ts'
import { getCoaching } from './view.ts'

type Body<T extends z.ZodType> = z.output<T>

const mostOpen = 10
/** How long ago a first contact may lie that is noted afterwards, in days. */
const longestAgo = 730
const numberPattern = 'GZJT-F-{year}-{seq:6}'

const invalid = (...faults: FieldFault[]) => new AppError('kernel.invalid_input', { count: faults.length }, faults)
const today = (p: Platform) => toChinaDate(p.clock.now().getTime())

/** A day that a coach writes down afterwards: not to come, not too long ago. */
function demandPast(p: Platform, path: string, day: string | undefined): void {
  if (day !== undefined && (day > today(p) || day < addDays(today(p), -longestAgo)))
    throw invalid({ path, message: '请填写不晚于今天、两年以内的日期' })
}

/** The company that the case is for: the actor's own, or one of the coach's place by its code. */
async function companyFor(tx: Tx, actor: Actor, uscc: string | undefined) {
  const scope = coachingScope(actor)
  if (scope.kind === 'party') {
    const company = await store.holdCompany(tx, { id: scope.partyId })
    if (!company) throw new AppError('party.not_approved')
    return company
  }
  if (scope.kind === 'nothing') throw new AppError('kernel.forbidden')
  const company = uscc ? await store.holdCompany(tx, { uscc: uscc.toUpperCase() }) : undefined
  // Where it lies elsewhere it is not told that it is there.
  if (!company || !mayCoach(actor, company.prefectureCode))
    throw invalid({ path: 'uscc', message: '本市州没有这个统一社会信用代码的已核准企业，请核对，或者请企业先注册' })
  return company
}

/** Opens a coaching case, with the answers of the eligibility check where there are some. */
export async function openCoaching(p: Platform, actor: Actor, body: Body<typeof schema.newCoaching>) {
  const now = p.clock.now()
  const { accountId } = own(actor)
  const side = sideOf(actor)
  demandPast(p, 'firstContactOn', body.firstContactOn)
  const { eligibility } = p.pack
  // Only what the rules ask and know is kept.
  const known = eligibility && body.answers ? judgeEligibility(eligibility, body.answers).items : []
  const answers = known.length > 0 ? Object.fromEntries(known.map(({ question, answer }) => [question, answer])) : null
  const id = await inTx(p.db, async (tx) => {
    const company = await companyFor(tx, actor, body.uscc)
    if ((await store.countOpenOf(tx, company.id)) >= mostOpen)
      throw new AppError('coaching.too_many', { count: mostOpen })
    const year = Number(today(p).slice(0, 4))
    const seq = await nextInSeries(tx, `coaching-${year}`)
    const contact =
      side === 'coach' && body.firstContactOn && body.firstContactOn < today(p)
        ? new Date(startOfChinaDay(body.firstContactOn))
        : now
    const row = {
      ...{ id: newId<'coaching'>(), number: formatNumber(p.pack.numbers.coaching ?? numberPattern, { year, seq }) },
      ...{ partyId: company.id, prefectureCode: company.prefectureCode },
      coachId: side === 'coach' ? accountId : null,
    }
    await store.insertCoaching(tx, {
      ...{ id: row.id, number: row.number, party_id: company.id, prefecture_code: company.prefectureCode },
      ...{ topic: body.topic, status: side === 'coach' ? 'coaching' : 'open', channel: body.channel },
      ...{ first_contact_at: contact, coach_id: row.coachId, answers: answers && JSON.stringify(answers) },
      ...{ pack_jurisdiction: p.pack.jurisdiction, pack_version: p.pack.version },
      ...{ opened_by: accountId, opened_at: now, updated_at: now },
    })
    const event = { coachingId: row.id, at: now, command: 'open', actorId: accountId, side, note: body.topic }
    const opened = await store.insertEvent(tx, { ...event, detail: { channel: body.channel } })
    await tell(tx, p, actor, row, 'opened', opened)
    return row.id
  })
  return await getCoaching(p, actor, id)
}

/** A coach takes the case on, also from a colleague. */
export async function takeCoaching(p: Platform, actor: Actor, id: string, body: Body<typeof schema.versionedNote>) {
  await inTx(p.db, (tx) => act(tx, p, actor, { id, command: 'take', ...body, told: 'taken' }))
  return await getCoaching(p, actor, id)
}

/** Notes a contact, a visit or the minutes of a meeting. */
export async function recordService(p: Platform, actor: Actor, id: string, body: Body<typeof schema.newRecord>) {
  const { version, kind, channel, heldOn, place, present, text: note } = body
  demandPast(p, 'heldOn', heldOn)
  if (kind === 'visit' && place === '') throw invalid({ path: 'place', message: '请填写走访的地点' })
  const detail = { kind, channel, heldOn, ...(place && { place }), ...(present && { present }) }
  await inTx(p.db, (tx) => act(tx, p, actor, { id, command: 'record', version, note, detail, told: 'recorded' }))
  return await getCoaching(p, actor, id)
}

/** A few words to the other side. */
export async function sendMessage(p: Platform, actor: Actor, id: string, body: Body<typeof schema.newMessage>) {
  const { version, text: note } = body
  await inTx(p.db, (tx) => act(tx, p, actor, { id, command: 'message', version, note, told: 'message' }))
  return await getCoaching(p, actor, id)
}

export async function addTask(p: Platform, actor: Actor, id: string, body: Body<typeof schema.newTask>) {
  const { version, text: note, side, due } = body
  if (due < today(p)) throw invalid({ path: 'due', message: '最后一日不能早于今天' })
  await inTx(p.db, async (tx) => {
    const asked = { id, command: 'add_task', version, note, detail: { side, due }, params: { due } } as const
    await act(tx, p, actor, side === 'company' ? { ...asked, told: 'task' } : asked, (row) =>
      store.insertTask(tx, {
        ...{ id: newId<'task'>(), coaching_id: row.id, text: note, side, due },
        ...{ created_by: own(actor).accountId, created_at: p.clock.now() },
      }),
    )
  })
  return await getCoaching(p, actor, id)
}

/** A task is done, by whose it is; coaches may also note it for the company. */
export async function finishTask(
  p: Platform,
  actor: Actor,
  id: string,
  taskId: string,
  { version, note }: Body<typeof schema.taskDone>,
) {
  await inTx(p.db, async (tx) => {
    const task = (await store.listTasks(tx, id)).find((one) => one.id === taskId)
    const mine = task !== undefined && (sideOf(actor) === 'coach' || task.side === 'company')
    const asked = { id, command: 'finish_task', version, note: task?.text ?? '', detail: note ? { note } : {} } as const
    await act(tx, p, actor, { ...asked, told: 'task_done' }, async (row) => {
      if (!mine) throw new AppError(task ? 'kernel.forbidden' : 'kernel.not_found')
      const done = { id: taskId, coachingId: row.id, by: own(actor).accountId, at: p.clock.now(), note }
      if (!(await store.finishTask(tx, done))) throw new AppError('kernel.stale_version')
    })
  })
  return await getCoaching(p, actor, id)
}

/** Links one of the company's applications; from now on its coaches cannot examine it, and it shows how complete it was. */
export async function linkCase(p: Platform, actor: Actor, id: string, body: Body<typeof schema.newLink>) {
  const number = body.caseNumber.toUpperCase()
  await inTx(p.db, async (tx) => {
    const link = { id, command: 'link', version: body.version, detail: { case: number }, told: 'linked' } as const
    await act(tx, p, actor, link, async (row) => {
      const asked = await findCaseOf(tx, row.partyId, number)
      if (!asked) throw invalid({ path: 'caseNumber', message: '本单位没有这个编号的登记申请，请从列表中选择' })
      const { id: caseId, registeredOn } = asked
      if (registeredOn && registeredOn < toChinaDate(row.firstContactAt.getTime()))
        throw invalid({ path: 'caseNumber', message: '这件登记早于首次联系，不是由这次辅导形成的，请选择其他申请' })
      const found = await loadCase(tx, caseId)
      const before = completenessOf(packOf(p, found), found.findings)
      const made = { caseId, coachingId: row.id, by: own(actor).accountId, at: p.clock.now(), before }
      if (!(await insertLink(tx, made))) throw new AppError('coaching.case_linked')
    })
  })
  return await getCoaching(p, actor, id)
}

/** Ends the case with what came of it; appointments to come are called off. */
export async function closeCoaching(p: Platform, actor: Actor, id: string, body: Body<typeof schema.closing>) {
  const { version, outcome, note } = body
  const set = () => ({ closed_at: p.clock.now(), outcome })
  await inTx(p.db, async (tx) => {
    const asked = { id, command: 'close', version, note, detail: { outcome }, told: 'closed', set } as const
    await act(tx, p, actor, asked, (row) => cancelAllComing(tx, p, actor, row.id))
  })
  return await getCoaching(p, actor, id)
}

export async function reopenCoaching(p: Platform, actor: Actor, id: string, body: Body<typeof schema.versionedNote>) {
  const set = () => ({ closed_at: null, outcome: null })
  await inTx(p.db, (tx) => act(tx, p, actor, { id, command: 'reopen', ...body, told: 'reopened', set }))
  return await getCoaching(p, actor, id)
}
