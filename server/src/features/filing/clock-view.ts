import { type ClockKind, chinaDay, isPaused } from '@datadeed/core/filing/clock'
import type * as schema from '@datadeed/core/filing/clock-schema'
import type { simulation } from '@datadeed/core/filing/clock-schema'
import { type Foreseen, foresee, type RunningCase, remindersAhead } from '@datadeed/core/filing/clock-simulation'
import { levelsOf } from '@datadeed/core/filing/escalation'
import { type Actor, isStaff } from '@datadeed/core/kernel/actor'
import { addDays } from '@datadeed/core/kernel/dates'
import { stepOf } from '@datadeed/core/kernel/rule-pack'
import { daysOf } from '@datadeed/core/notification/reminders'
import type { z } from 'zod'
import { inTx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { advance, loadVisible } from './advance.ts'
import { caseDetail } from './case-view.ts'
import { packOf } from './check.ts'
import { recentOutages } from './clock-outages.ts'
import {
  listClocks,
  listComingReminders,
  listEscalations,
  listHistory,
  listNamesOfRole,
  type SimulatedRow,
  snapshotClocks,
} from './clock-store.ts'

/** The clocks of a case, running and ended; whom they are escalated to is told to staff only. */
export async function caseClocks(
  p: Platform,
  actor: Actor,
  caseId: string,
): Promise<z.output<typeof schema.clockList>> {
  const row = await loadVisible(p, actor, caseId)
  const pack = packOf(p, row)
  const staff = isStaff(actor)
  const [clocks, told] = await Promise.all([listClocks(p.db, caseId), staff ? listEscalations(p.db, caseId) : []])
  const items = clocks.map(({ nextOn: _, startedAt, endedAt, ...clock }) => {
    const { name, days, unit, source, confidence } = stepOf(pack, clock.step)
    const known = told.filter(({ kind, ref }) => kind === clock.kind && ref === clock.ref)
    const ahead =
      staff && clock.due
        ? levelsOf(pack, { ...clock, start: chinaDay(startedAt), due: clock.due }).filter(
            ({ level }) => endedAt === null && !known.some((one) => one.level === level),
          )
        : []
    const tellOf = (level: string) => pack.escalation?.levels.find(({ code }) => code === level)?.tell ?? []
    return {
      ...clock,
      ...{ name, days, unit, source, confidence },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      escalations: [
        ...known.map(({ level, on, at }) => ({ level, on, at: at.toISOString(), tell: tellOf(level) })),
        ...ahead.map(({ level, on, tell }) => ({ level, on, at: null, tell: [...tell] })),
      ],
    }
  })
  return { items }
}

/** Stops the examination's clock for an expert or a suspension; the days until it runs again are not counted. */
export async function pauseClock(p: Platform, actor: Actor, caseId: string, body: z.output<typeof schema.pauseClock>) {
  const { version, reason, note } = body
  await inTx(p.db, async (tx) => {
    const paused = isPaused(await listHistory(tx, caseId))
    await advance(tx, p, {
      ...{ caseId, command: 'pause_clock', actor, now: p.clock.now(), version, note },
      ...{ payload: { reason }, facts: { clock_running: !paused } },
    })
  })
  return await caseDetail(p, actor, caseId)
}

export async function resumeClock(
  p: Platform,
  actor: Actor,
  caseId: string,
  { version, note }: { version: number; note: string },
) {
  await inTx(p.db, async (tx) => {
    const paused = isPaused(await listHistory(tx, caseId))
    await advance(tx, p, {
      ...{ caseId, command: 'resume_clock', actor, now: p.clock.now(), version, note },
      facts: { clock_paused: paused },
    })
  })
  return await caseDetail(p, actor, caseId)
}

const mostClocks = 20_000

/** How many days before the end of a clock its party is reminded. */
export const remindedOf = (kind: ClockKind): readonly number[] =>
  kind === 'correction' ? daysOf('correction') : kind === 'objection_answer' ? daysOf('objectionAnswer') : []

/** Reminders of what is no clock of a case: the end of a registration, an expert's opinion. */
async function otherReminders(p: Platform, from: string, until: string) {
  const coming = await listComingReminders(p.db, from, addDays(until, p.rules.renewalHorizon()))
  return coming.flatMap((row) => {
    const { kind, caseId, caseNumber, ref, due, partyName } = row
    const rule = packOf(p, row).expertOpinion ?? p.pack.expertOpinion
    // When to remind of a renewal is law, and stands in the pack that the registration is under.
    const marks = kind === 'validity' ? packOf(p, row).validity.reminderDays : (rule?.remindDays ?? [])
    const name =
      kind === 'validity'
        ? '有效期'
        : stepOf(packOf(p, row).expertOpinion ? packOf(p, row) : p.pack, 'expertOpinion').name
    const tell =
      kind === 'validity'
        ? { role: 'applicant' as const, names: [partyName] }
        : { role: 'expert' as const, names: [ref] }
    return remindersAhead(due, marks, from)
      .filter(({ on }) => on <= until)
      .map((one) => ({ ...one, kind, caseId, caseNumber, ref, due, name, level: null, effect: null, tell: [tell] }))
  })
}

/** Runs the clocks ahead over one snapshot: who would be told what on which day if nobody did anything. Writes nothing. */
export async function simulateClocks(p: Platform, days: number): Promise<z.output<typeof simulation>> {
  const from = chinaDay(p.clock.now())
  const until = addDays(from, days)
  const rows = await snapshotClocks(p.db, mostClocks + 1)
  const taken = rows.slice(0, mostClocks)
  const byCase = Map.groupBy(taken, ({ caseId }) => caseId)
  const cases = [...byCase].flatMap(([caseId, list]): RunningCase[] => {
    const [first] = list
    if (!first) return []
    const pack = packOf(p, first)
    const calendarFor = (step: string) => p.rules.calendarFor(first.prefectureCode, step)
    const clocks = list.flatMap((row) => (row.due === null ? [] : [{ ...row, due: row.due }]))
    return [{ caseId, pack, calendarFor, clocks, remind: remindedOf }]
  })
  const [examiners, reviewers, administrators] = await Promise.all(
    (['examiner', 'reviewer', 'administrator'] as const).map((role) => listNamesOfRole(p.db, role)),
  )
  const namesOf = (role: Foreseen['tell'][number], row: SimulatedRow): string[] => {
    if (role === 'applicant') return [row.partyName]
    if (role === 'examiner') return row.examinerName === null ? (examiners ?? []) : [row.examinerName]
    return (role === 'reviewer' ? reviewers : administrators) ?? []
  }
  const ofClocks = foresee(cases, from, days).flatMap((one) => {
    const row = byCase.get(one.caseId)?.[0]
    if (!row) return []
    const { name } = stepOf(packOf(p, row), one.step)
    const { step: _, tell, ...rest } = one
    return [
      { ...rest, caseNumber: row.caseNumber, name, tell: tell.map((role) => ({ role, names: namesOf(role, row) })) },
    ]
  })
  const items = [...ofClocks, ...(await otherReminders(p, from, until))].toSorted((a, b) =>
    `${a.on} ${a.caseNumber}` < `${b.on} ${b.caseNumber}` ? -1 : 1,
  )
  const outages = (await recentOutages(p)).map(({ from: begins, to }) => ({
    ...{ from: begins.toISOString(), to: to.toISOString() },
    minutes: Math.floor((to.getTime() - begins.getTime()) / 60_000),
  }))
  return {
    from,
    until,
    clocks: taken.length,
    complete: rows.length === taken.length,
    items,
    outages,
  }
}
