import { setImmediate as yieldTurn } from 'node:timers/promises'
import { chinaDay } from '@datadeed/core/filing/clock'
import { type Foreseen, foreseeFromHistory, remindersAhead } from '@datadeed/core/filing/clock-simulation'
import { deadlineFor, type RulePack } from '@datadeed/core/kernel/rule-pack'
import { aheadOf, reminderEffects, type Telling } from '@datadeed/core/rule-pack/reminder-effect'
import type { ReminderKind } from '@datadeed/core/rule-pack/schema'
import type { Platform } from '../../platform/platform.ts'
import { outagesSince, packOf, remindedOf } from '../filing/service.ts'
import { untilUnder } from './registry-simulation.ts'
import { countRunningCases, listRunningCases, type RunningCase } from './simulation-store.ts'
import { countRegistrations, mostSimulated, type PastRegistration } from './store.ts'

/** Of cases and of registrations each, so that neither crowds out the other. */
const listed = 100

function ofRegistration(row: PastRegistration, before: RulePack, pack: RulePack): Telling[] {
  const until = untilUnder(row, before, pack)
  return remindersAhead(until, pack.validity.reminderDays, row.registeredOn).map(({ on, reminder }) => ({
    ...{ kind: 'renewal_reminder', item: `reminder ${reminder}`, on, tell: ['applicant'] },
  }))
}

function ofClock({ kind, ref, level, effect, reminder, on, tell }: Foreseen): Telling {
  const what = level ?? effect ?? `reminder ${reminder}`
  return { kind: level ? 'warning' : 'party_reminder', item: [kind, ref, what].filter(Boolean).join(' '), on, tell }
}

type Outages = Awaited<ReturnType<typeof outagesSince>>

function ofCase(p: Platform, row: RunningCase, pack: RulePack, outages: Outages): Telling[] {
  const calendarFor = (step: string) => p.rules.calendarFor(row.prefectureCode, step)
  const history = row.history.map(({ at, ...event }) => ({ ...event, at: new Date(at) }))
  const clocks = foreseeFromHistory({ caseId: row.caseId, pack, calendarFor, remind: remindedOf, history, outages })
  // A pack without a rule on experts leaves them to the one of today.
  const rules = pack.expertOpinion ? pack : p.pack
  const rule = rules.expertOpinion
  const experts = row.experts.flatMap(({ number, askedAt }) => {
    if (!rule) return []
    const asked = chinaDay(new Date(askedAt))
    const due = deadlineFor(rules, rule.step, asked, calendarFor(rule.step)).date
    return remindersAhead(due, rule.remindDays, asked).map(
      ({ on, reminder }): Telling => ({
        ...{ kind: 'expert_reminder', item: `expert ${number} reminder ${reminder}`, on, tell: ['expert'] },
      }),
    )
  })
  return [...clocks.map(ofClock), ...experts]
}

interface Subject {
  entryId: string | null
  caseId: string | null
  number: string
  name: string
  version: string
  sides: [Telling[], Telling[]]
}

/** Who would be reminded or warned of what on another day under a pack, each registration and case compared with the pack it stands under. */
export async function simulateReminders(p: Platform, pack: RulePack, registrations: readonly PastRegistration[]) {
  const today = chinaDay(p.clock.now())
  const inForce = registrations.filter(({ status }) => status === 'active')
  const running = await listRunningCases(p.db, mostSimulated)
  const first = running.map(({ submittedAt }) => chinaDay(submittedAt)).sort()[0]
  const outages = first === undefined ? [] : await outagesSince(p.db, p, first)
  const counts: Record<ReminderKind, number> = {
    renewal_reminder: 0,
    party_reminder: 0,
    warning: 0,
    expert_reminder: 0,
  }
  const ahead = { before: 0, after: 0 }
  const items: (Omit<Subject, 'sides'> & { differences: ReturnType<typeof reminderEffects> })[] = []
  const look = ({ sides: [before, after], ...subject }: Subject) => {
    ahead.before += aheadOf(before, today)
    ahead.after += aheadOf(after, today)
    const differences = reminderEffects(before, after, today)
    for (const { kind } of differences) counts[kind] += 1
    if (differences.length > 0) items.push({ ...subject, differences })
  }
  const versionOf = (row: { packJurisdiction: string; packVersion: string }) =>
    `${row.packJurisdiction} ${row.packVersion}`
  for (const [at, row] of running.entries()) {
    const { caseId, number, name } = row
    const under = (by: RulePack) => ofCase(p, row, by, by.outage ? outages : [])
    const sides: Subject['sides'] = [under(packOf(p, row)), under(pack)]
    look({ entryId: null, caseId, number, name, version: versionOf(row), sides })
    // Others are served in between.
    if (at % 50 === 49) await yieldTurn()
  }
  for (const row of inForce) {
    const before = packOf(p, row)
    const { entryId, number, name } = row
    const sides: Subject['sides'] = [ofRegistration(row, before, before), ofRegistration(row, before, pack)]
    look({ entryId, caseId: null, number, name, version: versionOf(row), sides })
  }
  const newest = (of: 'caseId' | 'entryId') => items.filter((one) => one[of] !== null).slice(0, listed)
  return {
    total: (await countRunningCases(p.db)) + (await countRegistrations(p.db, ['active'])),
    ...{ examined: running.length + inForce.length, differing: items.length, ahead, counts },
    items: [...newest('caseId'), ...newest('entryId')],
  }
}
