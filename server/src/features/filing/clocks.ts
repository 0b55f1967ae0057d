import { type Clock, chinaDay, clocksOf, countClock, type Outage, partyClocks } from '@datadeed/core/filing/clock'
import { levelsOf } from '@datadeed/core/filing/escalation'
import { type RulePack, stepOf } from '@datadeed/core/kernel/rule-pack'
import type { Tx } from '../../platform/db/tx.ts'
import type { Platform } from '../../platform/platform.ts'
import { packOf } from './check.ts'
import { outagesSince } from './clock-outages.ts'
import {
  type ClockRow,
  type EscalationRow,
  listClocks,
  listEscalations,
  listHistory,
  putClock,
  updateDue,
} from './clock-store.ts'
import type { CaseRow } from './store.ts'

const examined: readonly string[] = ['submitted', 'under_review', 'acceptance_proposed', 'refusal_proposed']
// The database gives the members of objects back in an order of its own.
const shape = ({ derivation, pauses, startedAt, endedAt, ...row }: ClockRow) =>
  JSON.stringify([
    ...[row.step, row.due, row.provisional, row.onExpiry, row.nextOn, startedAt, endedAt],
    derivation.map(({ date, counted, why }) => [date, counted, why]),
    pauses.map(({ from, to, cause }) => [from, to, cause]),
  ])

interface By {
  p: Platform
  pack: RulePack
  prefectureCode: string
  outages: readonly Outage[]
  told: readonly EscalationRow[]
}

/** A clock with its last day, how it was counted, and the next day on which somebody is to be told. */
function rowOf(clock: Clock, before: ClockRow | undefined, { p, pack, prefectureCode, outages, told }: By): ClockRow {
  const party = partyClocks.includes(clock.kind)
  const counted = countClock(clock, {
    pack,
    outages,
    calendar: p.rules.calendarFor(prefectureCode, clock.step),
    told: party ? (before?.due ?? null) : null,
  })
  const base = {
    ...{ kind: clock.kind, ref: clock.ref, step: clock.step, startedAt: clock.startedAt, pauses: clock.pauses },
    ...{ onExpiry: stepOf(pack, clock.step).onExpiry, endedAt: clock.endedAt },
  }
  // What is over stays as it was counted when it ran.
  const kept = clock.endedAt && before?.due ? before : counted
  const { due = null, provisional = false, derivation = [] } = kept ?? {}
  const levels = due
    ? levelsOf(pack, { step: clock.step, start: chinaDay(clock.startedAt), due, derivation }).filter(
        ({ level }) => !told.some((one) => one.kind === clock.kind && one.ref === clock.ref && one.level === level),
      )
    : []
  const nextOn = clock.endedAt ? null : (levels.map(({ on }) => on).sort()[0] ?? null)
  return { ...base, due, provisional, derivation, nextOn }
}

/**
 * Brings the kept clocks of a case to what its history says, in the transaction that holds the case's row, and the case's own
 * last day with them while it is examined. Answers the clocks.
 */
export async function settleClocks(tx: Tx, p: Platform, row: CaseRow): Promise<ClockRow[]> {
  if (row.submittedAt === null) return []
  const pack = packOf(p, row)
  const [history, before, told] = [
    await listHistory(tx, row.id),
    await listClocks(tx, row.id),
    await listEscalations(tx, row.id),
  ]
  const clocks = clocksOf(history, pack)
  const outages = pack.outage ? await outagesSince(tx, p, chinaDay(row.submittedAt)) : []
  const by: By = { p, pack, prefectureCode: row.prefectureCode, outages, told }
  const rows: ClockRow[] = []
  for (const clock of clocks) {
    const known = before.find(({ kind, ref }) => kind === clock.kind && ref === clock.ref)
    const settled = rowOf(clock, known, by)
    rows.push(settled)
    if (!known || shape(known) !== shape(settled)) await putClock(tx, row.id, settled)
  }
  if (examined.includes(row.status)) {
    const due = rows.find(({ kind, endedAt }) => kind === 'examination' && endedAt === null)?.due ?? null
    await updateDue(tx, row.id, due)
  }
  return rows
}
