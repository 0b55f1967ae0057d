import { cohortDifferences } from '@datadeed/core/examination/cohort-likeness'
import type { CohortCommand, CohortStatus } from '@datadeed/core/examination/cohort-machine'
import { submissionText } from '@datadeed/core/examination/difference'
import { fieldLabel } from '@datadeed/core/examination/labels'
import { type AccountActor, system } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import { inTx, type Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { findActor, personOf } from '../account/service.ts'
import { advance, type CaseRow, failureOf, holdCase, loadCase, packOf } from '../filing/service.ts'
import { cohortRule, keyWaiting } from './cohort-candidates.ts'
import { settleCohort } from './cohort-draw.ts'
import { lastSubmission, listMembers, type Member, nextMember, updateMember } from './cohort-member-store.ts'
import { takeStep } from './cohort-state.ts'
import { type CohortRecord, lastCohortEvent, listCohortsAtWork, takeCohort } from './cohort-store.ts'
import { releaseCase } from './decision.ts'

export interface Step {
  tx: Tx
  p: Platform
  cohort: CohortRecord
  now: Date
}

/** In whose name a step is done: an account that still may, with what is known of the person behind it now. */
async function actorOf(p: Platform, tx: Tx, accountId: string | null): Promise<AccountActor> {
  const actor = accountId === null ? null : await findActor(tx, accountId)
  if (!actor) throw new AppError('kernel.forbidden')
  return { ...actor, person: await personOf(p, actor.accountId, tx) }
}

const moved = () => new AppError('examination.cohort_changed')

/** The member's case, held, as the cohort last saw it. */
async function heldCase(tx: Tx, { caseId, version }: Member): Promise<CaseRow> {
  const row = await holdCase(tx, caseId)
  if (!row || row.version !== version) throw moved()
  return row
}

async function comparedOf(tx: Tx, { caseId, submissionSha256 }: Member) {
  const submission = await lastSubmission(tx, caseId)
  if (!submission || submission.sha256 !== submissionSha256) throw moved()
  const { findings } = await loadCase(tx, caseId)
  return { ...submissionText.parse(JSON.parse(submission.content)), findings }
}

/** Takes one case for the examiner, once the rules found it equivalent to the exemplar; what differs stays in the queue. */
async function gather({ tx, p, cohort, now }: Step, member: Member): Promise<void> {
  const rule = cohortRule(p, cohort)
  const [exemplar] = await listMembers(tx, cohort.id)
  if (!rule || !exemplar) throw new Error(`cohort ${cohort.number} has no rule or no exemplar`)
  const row = await heldCase(tx, member)
  if (row.status !== 'submitted') throw moved()
  const differences =
    member.position === 1 ? [] : cohortDifferences(await comparedOf(tx, exemplar), await comparedOf(tx, member), rule)
  const against = differences.filter(({ allowed }) => !allowed)
  if (against.length > 0) {
    const reason = `与范例不同，不能等同：${against.map(({ field, why }) => `${fieldLabel(packOf(p, row), field) ?? field}（${why}）`).join('；')}`
    await updateMember(tx, member, { state: 'excepted', reason, differences })
    return
  }
  const actor = await actorOf(p, tx, cohort.examinerId)
  const { after } = await advance(tx, p, {
    ...{ caseId: row.id, command: 'claim', actor, now, version: row.version, payload: { cohort: cohort.number } },
    ...{ note: `归入成批审查 ${cohort.number}`, set: { examinerId: actor.accountId } },
  })
  await updateMember(tx, member, { state: 'held', version: after.version, differences })
}

/** Proposes acceptance of an equivalent case, as the examiner asked for all of them at once. */
async function propose({ tx, p, cohort, now }: Step, member: Member): Promise<void> {
  const row = await heldCase(tx, member)
  const actor = await actorOf(p, tx, cohort.examinerId)
  const [exemplar] = await listMembers(tx, cohort.id)
  const opinion = `成批审查 ${cohort.number}：经规则逐栏比对，与范例 ${exemplar?.number ?? ''} 等同，抽样审查已通过，拟予登记。`
  const { after } = await advance(tx, p, {
    ...{ caseId: row.id, command: 'propose_acceptance', actor, now, version: row.version, note: opinion },
    ...{ payload: { cohort: cohort.number }, set: { proposal: { kind: 'acceptance', opinion } } },
  })
  await updateMember(tx, member, { state: 'proposed', version: after.version })
}

/** Takes one proposal back, as the examiner or the reviewer asked for all of them. */
async function retract(
  { tx, p, cohort, now }: Step,
  member: Member,
  by: { command: string; note: string; actorId: string | null },
) {
  const row = await heldCase(tx, member)
  const back = by.command === 'send_back'
  const actor = await actorOf(p, tx, back ? by.actorId : cohort.examinerId)
  const command = back ? 'send_back' : 'retract_proposal'
  const { after } = await advance(tx, p, {
    ...{ caseId: row.id, command, actor, now, version: row.version, note: by.note },
    ...{ payload: { cohort: cohort.number }, set: { proposal: null } },
  })
  await updateMember(tx, member, { state: 'held', version: after.version })
  return after
}

/** One case leaves a cohort that is dissolved: back into the queue, unless a person has come to a conclusion on it. */
async function letGo(step: Step, member: Member, why: string): Promise<void> {
  const { tx, p, cohort, now } = step
  const examined = member.position === 1 || member.sampled
  const reason = `整批解散：${why}`
  const mine = await holdCase(tx, member.caseId)
  let version = member.version
  if (member.state === 'proposed' && !examined)
    version = (await retract(step, member, { command: 'undo', note: reason, actorId: null })).version
  const waits = member.state === 'held' || (member.state === 'proposed' && !examined)
  if (waits && mine?.examinerId === cohort.examinerId) {
    const actor = await actorOf(p, tx, cohort.examinerId)
    await advance(tx, p, {
      ...{
        caseId: member.caseId,
        command: 'unclaim',
        actor,
        now,
        version,
        note: `成批审查 ${cohort.number} ${reason}`,
      },
      ...{ payload: { cohort: cohort.number }, set: { examinerId: null } },
    })
  }
  await updateMember(tx, member, { state: 'excepted', reason })
}

const finish = async ({ tx, cohort, now }: Step, command: CohortCommand = 'finish', note = ''): Promise<void> => {
  await takeStep(tx, cohort, { command, actor: system, now, holds: () => true, note })
}

async function gathered(step: Step): Promise<void> {
  const { tx, p, cohort, now } = step
  const members = await listMembers(tx, cohort.id)
  const held = members.filter(({ state }) => state === 'held')
  const least = cohortRule(p, cohort)?.size.least ?? 0
  const enough = held.length >= least && held[0]?.position === 1
  const holds = (guard: string) => (guard === 'enough' ? enough : guard === 'too_few' ? !enough : false)
  const note = enough
    ? `归入 ${held.length} 件，剔出 ${members.length - held.length} 件`
    : `可归入的只有 ${held.length} 件，不足 ${least} 件`
  await takeStep(tx, cohort, { command: 'gather', actor: system, now, holds, note })
}

/** What the job does in each state: one member, or what follows when none is left. */
interface Work {
  next(step: Step): Promise<Member | undefined>
  one(step: Step, member: Member): Promise<void>
  end(step: Step): Promise<void>
}

const equivalent = { equivalent: true }
const works: Partial<Record<CohortStatus, Work>> = {
  gathering: { next: ({ tx, cohort }) => nextMember(tx, cohort.id, 'waiting'), one: gather, end: gathered },
  proposing: {
    next: ({ tx, cohort }) => nextMember(tx, cohort.id, 'held', equivalent),
    ...{ one: propose, end: finish },
  },
  retracting: {
    next: ({ tx, cohort }) => nextMember(tx, cohort.id, 'proposed', equivalent),
    one: async (step, member) => {
      const by = await lastCohortEvent(step.tx, step.cohort.id, ['undo', 'send_back'])
      if (!by) throw new Error(`cohort ${step.cohort.number} retracts what nobody asked for`)
      await retract(step, member, by)
    },
    end: finish,
  },
  dissolving: {
    next: async ({ tx, cohort: { id } }) =>
      (await nextMember(tx, id, 'waiting')) ??
      (await nextMember(tx, id, 'held')) ??
      (await nextMember(tx, id, 'proposed')),
    one: async (step, member) => {
      const by = await lastCohortEvent(step.tx, step.cohort.id, ['dissolve', 'fail', 'gather'])
      await letGo(step, member, by?.note ?? '')
    },
    end: finish,
  },
}

/** Does one step in a transaction; false when the cohort needs no more for now. What refuses one case takes nothing from another. */
async function doStep(p: Platform, cohortId: string): Promise<boolean> {
  const now = p.clock.now()
  const at: { status?: CohortStatus; member?: Member } = {}
  try {
    return await inTx(p.db, async (tx) => {
      const cohort = await takeCohort(tx, cohortId)
      if (!cohort) return false
      const step = { tx, p, cohort, now }
      const work = works[cohort.status]
      if (!work) return await settleCohort(step)
      const member = await work.next(step)
      if (!member) {
        await work.end(step)
        return true
      }
      Object.assign(at, { status: cohort.status, member })
      await work.one(step, member)
      return true
    })
  } catch (error) {
    const { status, member } = at
    if (!status || !member) throw error
    await except(p, cohortId, { status, member }, failureOf(error))
    return true
  }
}

/** A case that refused leaves the cohort and goes the ordinary way; the reason stays with it. */
async function except(p: Platform, cohortId: string, at: { status: CohortStatus; member: Member }, reason: string) {
  await inTx(p.db, async (tx) => {
    const cohort = await takeCohort(tx, cohortId)
    if (cohort?.status === at.status) await updateMember(tx, at.member, { state: 'excepted', reason })
  })
}

/**
 * Releases one proposed case with its letter, in the name of the reviewer who released all; false when none is left. The letter is made before
 * the transaction, so the cohort is not held: the case's version and the member's state keep two workers from doing it twice.
 */
async function releaseNext(p: Platform, cohort: CohortRecord): Promise<boolean> {
  const member = await nextMember(p.db, cohort.id, 'proposed')
  const by = await lastCohortEvent(p.db, cohort.id, ['release'])
  if (!member || !by) return false
  try {
    const actor = await inTx(p.db, (tx) => actorOf(p, tx, by.actorId))
    const { caseId, version } = member
    const note = `成批审查 ${cohort.number} 复核通过${by.note ? `：${by.note}` : ''}`
    await releaseCase(
      p,
      actor,
      caseId,
      { version, note },
      {
        more: { cohort: cohort.number },
        beside: async (tx, after) => {
          if (!(await updateMember(tx, member, { state: 'released', version: after.version }))) throw moved()
        },
      },
    )
  } catch (error) {
    // Letters are numbered without gaps: where others take the numbers all the time, the job comes again.
    if (error instanceof AppError && error.code === 'kernel.unavailable') throw error
    const reason = failureOf(error)
    const [now] = (await listMembers(p.db, cohort.id)).filter(({ caseId }) => caseId === member.caseId)
    if (now?.state === 'proposed') await except(p, cohort.id, { status: 'releasing', member }, reason)
  }
  return true
}

/** Cohorts this process is at: a letter is not made twice only to be thrown away. */
const running = new Set<string>()

/** Goes on with a cohort until it waits for a person; a step cut off by a crash is done again, never half. */
export async function runCohort(p: Platform, cohortId: string): Promise<void> {
  running.add(cohortId)
  await goThrough(p, cohortId).finally(() => running.delete(cohortId))
}

async function goThrough(p: Platform, cohortId: string): Promise<void> {
  for (;;) {
    const cohort = await inTx(p.db, (tx) => takeCohort(tx, cohortId))
    if (!cohort) return
    if (cohort.status === 'releasing') {
      if (await releaseNext(p, cohort)) continue
      await inTx(p.db, async (tx) => {
        const held = await takeCohort(tx, cohortId)
        if (held?.status === 'releasing') await finish({ tx, p, cohort: held, now: p.clock.now() })
      })
      return
    }
    if (!(await doStep(p, cohortId))) return
  }
}

/** Cohorts whose job was cut off, or that wait for the log, go on; cases from before there were cohorts get their keys. */
export async function sweepCohorts(p: Platform): Promise<void> {
  await keyWaiting(p)
  for (const cohortId of await listCohortsAtWork(p.db, 50)) if (!running.has(cohortId)) await runCohort(p, cohortId)
}
