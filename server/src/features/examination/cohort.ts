import { decideCohort } from '@datadeed/core/examination/cohort-policy'
import type {
  CohortStep,
  CohortView,
  newCohort,
  splitOff as splitOffBody,
} from '@datadeed/core/examination/cohort-schema'
import type { Actor } from '@datadeed/core/kernel/actor'
import { toChinaDate } from '@datadeed/core/kernel/dates'
import { AppError } from '@datadeed/core/kernel/errors'
import { formatNumber } from '@datadeed/core/kernel/numbers'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import { newId, type Platform } from '../../platform/platform.ts'
import { nextInSeries } from '../../platform/series.ts'
import { personOf } from '../account/service.ts'
import { advance, loadCase, preview } from '../filing/service.ts'
import { cohortRule } from './cohort-candidates.ts'
import { countMoved, insertMembers, isExamined, listMembers, takeAlike, updateMember } from './cohort-member-store.ts'
import { goOn, guardsOf, releaseListOf, takeStep, visibleCohort } from './cohort-state.ts'
import { findCohort, insertCohort, lockCohort } from './cohort-store.ts'
import { cohortDetail } from './cohort-view.ts'
import { own } from './workbench.ts'

/** Begins a cohort of the waiting cases of a group: as many as the rule pack allows, the oldest of them its exemplar. */
export async function beginCohort(p: Platform, actor: Actor, { key }: z.output<typeof newCohort>): Promise<CohortView> {
  const { accountId, regionCode } = own(actor)
  const now = p.clock.now()
  const id = newId<'cohort'>()
  const { size } = p.pack.cohort ?? { size: { least: 2, most: 0 } }
  const person = await personOf(p, accountId)
  await inTx(p.db, async (tx) => {
    const cases = await takeAlike(tx, key, { person, regionCode, most: size.most })
    const [first] = cases
    const row = first && (await loadCase(tx, first.caseId))
    const rule = row && cohortRule(p, row)
    if (!row || !rule || cases.length < size.least)
      throw new AppError('examination.cohort_too_small', { count: cases.length, least: size.least })
    const year = Number(toChinaDate(now.getTime()).slice(0, 4))
    const number = formatNumber(rule.number, { year, seq: await nextInSeries(tx, `cohort-${year}`) })
    const { partyId, prefectureCode, packJurisdiction, packVersion } = row
    await insertCohort(tx, {
      ...{ id, number, key, partyId, prefectureCode, examinerId: accountId, packJurisdiction, packVersion },
      createdAt: now,
    })
    await insertMembers(tx, id, cases)
    await goOn(tx, id)
  })
  return await cohortDetail(p, actor, id)
}

/** May the actor release each case, in the very version that was shown? The same guards as for a single decision. */
async function demandEach(p: Platform, actor: Actor, cohortId: string): Promise<void> {
  for (const { caseId, version, state } of await listMembers(p.db, cohortId))
    if (state === 'proposed')
      await preview(p, { caseId, command: 'release', actor, version }).catch((error: unknown) => {
        const moved =
          error instanceof AppError && ['kernel.stale_version', 'filing.command_not_offered'].includes(error.code)
        throw moved ? new AppError('examination.cohort_changed') : error
      })
}

const needReason: readonly string[] = ['undo', 'send_back', 'dissolve']

/** A command of a person on a cohort; the worker does it case by case. */
export async function stepCohort(p: Platform, actor: Actor, id: string, body: CohortStep): Promise<CohortView> {
  const { command, version, reason, list } = body
  const me = own(actor)
  const now = p.clock.now()
  if (needReason.includes(command) && reason.length < 4)
    throw new AppError('kernel.invalid_input', { count: 1 }, [{ path: 'reason', message: '请写明理由，不少于 4 个字' }])
  const found = visibleCohort(await findCohort(p.db, id), actor)
  const decides = command === 'approve' || command === 'release'
  if (decides) {
    decideCohort(found, command, actor, await guardsOf(p.db, p, found))
    await demandEach(p, actor, id)
  }
  await inTx(p.db, async (tx) => {
    const cohort = visibleCohort(await lockCohort(tx, id), actor)
    const holds = await guardsOf(tx, p, cohort)
    if (cohort.version !== version) throw new AppError('kernel.stale_version')
    if (decides) {
      decideCohort(cohort, command, actor, holds)
      const now = await releaseListOf(tx, id)
      const agreed = command === 'release' && cohort.status === 'approved' ? cohort.approvedList : now
      if (now === null || list !== now || agreed !== now || (await countMoved(tx, id)) > 0)
        throw new AppError('examination.cohort_changed')
    }
    const approver =
      command === 'approve'
        ? { approverId: me.accountId, approvedList: list ?? null }
        : command === 'release'
          ? {}
          : { approverId: null, approvedList: null }
    await takeStep(tx, cohort, {
      command,
      actor,
      now,
      holds,
      set: approver,
      note: reason,
      payload: list ? { list } : {},
    })
    await goOn(tx, id)
  })
  return await cohortDetail(p, actor, id)
}

/** Puts one case back into the ordinary queue, with the reason. Not what is being examined: that would be choosing the sample. */
export async function splitOff(
  p: Platform,
  actor: Actor,
  id: string,
  { caseId, reason }: z.output<typeof splitOffBody>,
): Promise<CohortView> {
  const now = p.clock.now()
  await inTx(p.db, async (tx) => {
    const cohort = visibleCohort(await lockCohort(tx, id), actor)
    const after = await takeStep(tx, cohort, { command: 'split_off', actor, now, holds: () => false, note: reason })
    const member = (await listMembers(tx, id)).find((one) => one.caseId === caseId)
    if (member && isExamined(member)) throw new AppError('examination.cohort_sampled')
    if (member?.state !== 'held') throw new AppError('kernel.not_found')
    const payload = { cohort: after.number }
    const { version } = member
    const note = `从成批审查 ${after.number} 剔出：${reason}`
    await advance(tx, p, { caseId, command: 'unclaim', actor, now, version, note, payload, set: { examinerId: null } })
    await updateMember(tx, member, { state: 'excepted', reason })
    await goOn(tx, id)
  })
  return await cohortDetail(p, actor, id)
}
