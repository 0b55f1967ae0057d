import type { CohortGuard, CohortStatus } from '@datadeed/core/examination/cohort-machine'
import { offeredForCohort } from '@datadeed/core/examination/cohort-policy'
import type {
  CohortCounts,
  CohortView,
  cohortMemberQuery,
  cohortOfCase,
  cohortPage,
  cohortQuery,
} from '@datadeed/core/examination/cohort-schema'
import { type Actor, hasRole } from '@datadeed/core/kernel/actor'
import { AppError } from '@datadeed/core/kernel/errors'
import type { z } from 'zod'
import { decodeCursor, decodePlace, pageOfRows } from '../../platform/cursor.ts'
import type { Platform } from '../../platform/platform.ts'
import { loadCase, loadVisible } from '../filing/service.ts'
import { alikeOf, cohortRule } from './cohort-candidates.ts'
import { findMembership, isExamined, listMembers } from './cohort-member-store.ts'
import { guardsOf, releaseListOf, visibleCohort } from './cohort-state.ts'
import { type CohortRecord, findCohort } from './cohort-store.ts'
import { type CohortLine, findLine, listCohortEvents, listLines, listMemberLines } from './cohort-view-store.ts'

const briefOf = ({ createdAt, updatedAt, ...line }: CohortLine) => ({
  ...line,
  ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
})

/** Cohorts the actor may see, newest first. */
export async function listCohorts(
  p: Platform,
  actor: Actor,
  { cursor, limit, open }: z.output<typeof cohortQuery>,
): Promise<z.output<typeof cohortPage>> {
  if (actor.kind !== 'account' || !hasRole(actor, 'examiner', 'reviewer', 'auditor', 'administrator'))
    return { items: [], next: null, total: 0 }
  const after = decodePlace(cursor, 'moment')
  const except = actor.person?.blindTo ?? []
  const { rows, total } = await listLines(p.db, { except, open: open === 'true', after, limit: limit + 1 })
  const page = pageOfRows(rows, limit, ({ createdAt, id }) => [createdAt.toISOString(), id])
  return { items: page.items.map(briefOf), next: page.next, total }
}

/** How far the job under way has come, in cases. */
const done: Partial<Record<CohortStatus, (c: CohortCounts) => readonly [number, number]>> = {
  gathering: ({ cases, waiting }) => [cases - waiting, cases],
  // The exemplar and the sample were proposed one by one.
  proposing: ({ held, proposed, sound }) => [proposed - sound - 1, proposed + held - sound - 1],
  retracting: ({ held, proposed, sound }) => [held, proposed + held - sound - 1],
  releasing: ({ proposed, released }) => [released, proposed + released],
  dissolving: ({ cases, excepted, released }) => [excepted, cases - released],
}

function progressOf({ status, updatedAt }: CohortRecord, counts: CohortCounts, now: Date): CohortView['progress'] {
  const of = done[status]?.(counts)
  if (!of) return null
  const [part, total] = [Math.max(0, of[0]), Math.max(0, of[1])]
  const seconds = (now.getTime() - updatedAt.getTime()) / 1000
  const secondsLeft = part > 0 && seconds > 0 ? Math.ceil((seconds / part) * (total - part)) : null
  return { done: Math.min(part, total), total, secondsLeft }
}

/** A cohort as the actor may see it. */
export async function cohortDetail(p: Platform, actor: Actor, id: string): Promise<CohortView> {
  const cohort = visibleCohort(await findCohort(p.db, id), actor)
  const [line, members, events, holds, releaseList] = await Promise.all([
    findLine(p.db, id),
    listMembers(p.db, id),
    listCohortEvents(p.db, id),
    guardsOf(p.db, p, cohort),
    releaseListOf(p.db, id),
  ])
  const [first] = members
  const rule = cohortRule(p, cohort)
  if (!line || !first || !rule) throw new AppError('kernel.not_found')
  const exemplar = await loadCase(p.db, first.caseId)
  const { drawRoot, drawSize, drawIndex, listSha256 } = cohort
  const next = members
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .find((member) => member.state === 'held' && isExamined(member))
  const approver = events.findLast(({ command }) => command === 'approve')
  const isOpen = ['exemplar', 'sampling'].includes(cohort.status)
  return {
    ...briefOf(line),
    version: cohort.version,
    alike: await alikeOf(p, exemplar),
    exemplar: { caseId: exemplar.id, number: exemplar.number, name: exemplar.name },
    approverName: cohort.approverId ? (approver?.actor ?? null) : null,
    sample: {
      ...{
        ...rule.sample.rule,
        widenings: rule.sample.widenings,
        population: cohort.population,
        size: cohort.sampleSize,
      },
      ...{ source: rule.sample.source, confidence: rule.sample.confidence },
    },
    release: rule.release,
    draw:
      drawRoot !== null && drawSize !== null && drawIndex !== null && listSha256 !== null
        ? { list: listSha256, root: drawRoot, size: drawSize, index: drawIndex }
        : null,
    releaseList,
    progress: progressOf(cohort, line.counts, p.clock.now()),
    next: next && isOpen ? { caseId: next.caseId, number: next.number } : null,
    events: events.map(({ at, actor: who, ...event }) => ({ ...event, at: at.toISOString(), actor: who ?? '系统' })),
    can: offeredForCohort(actor, cohort, (guard: CohortGuard) => holds(guard)),
  }
}

function offsetOf(cursor: string | undefined): number {
  const [offset] = cursor ? decodeCursor(cursor, 1) : [0]
  if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && offset < 2 ** 31) return offset
  throw new AppError('kernel.invalid_input', { count: 1 }, [
    { path: 'cursor', message: '翻页标记无效，请从第一页开始' },
  ])
}

/** The members of a cohort: exemplar, sample in the order of the draw, the others. */
export async function listCohortMembers(
  p: Platform,
  actor: Actor,
  id: string,
  { cursor, limit, only }: z.output<typeof cohortMemberQuery>,
) {
  visibleCohort(await findCohort(p.db, id), actor)
  const offset = offsetOf(cursor)
  const { rows, total } = await listMemberLines(p.db, id, { only, offset, limit: limit + 1 })
  const page = pageOfRows(rows, limit, () => [offset + limit])
  const items = page.items.map(({ cohortId: _, ...row }) => ({ ...row, exemplar: row.position === 1 }))
  return { items, next: page.next, total }
}

/** The open cohort of a case the actor may see, and what the case is in it. */
export async function cohortOf(p: Platform, actor: Actor, caseId: string): Promise<z.output<typeof cohortOfCase>> {
  await loadVisible(p, actor, caseId)
  const member = await findMembership(p.db, caseId)
  const cohort = member && visibleCohort(await findCohort(p.db, member.cohortId), actor)
  if (!member || !cohort) return { cohort: null }
  const left = (await listMembers(p.db, cohort.id)).filter((one) => one.state === 'held' && isExamined(one)).length
  const role = member.position === 1 ? 'exemplar' : member.sampled ? 'sampled' : 'equivalent'
  return { cohort: { id: cohort.id, number: cohort.number, status: cohort.status, role, left } }
}
