import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../kernel/dates.ts'
import { reachableStates, terminalStates } from '../kernel/machine.ts'
import { deadlineFor, guizhou } from '../kernel/rule-pack.ts'
import { builtInCalendar, dayOf } from '../kernel/workdays.ts'
import { isOpen, objectionCommands, objectionProcedure, objectionStatuses } from './machine.ts'
import {
  anyOpen,
  endingWith,
  joins,
  nextStatus,
  type ObjectionFacts,
  pausesOf,
  type Side,
  type Situation,
  successionTo,
} from './objections.ts'

const opens = '2026-03-02'
const sides: Side[] = ['applicant', 'objector', 'examiner', 'system']
const fresh = { served: true, answered: false, offer: null, mediated: false }

type One = ObjectionFacts & { reasonCode: string; evidenceDigest: string | null; situation: Situation }

test('every state of an objection is reached, and only what is settled ends it', () => {
  expect([...reachableStates('lodged', objectionProcedure)].sort()).toEqual([...objectionStatuses].sort())
  expect(terminalStates(objectionStatuses, objectionProcedure)).toEqual(objectionStatuses.filter((s) => !isOpen(s)))
})

test('an answer comes in time, a word on it once, and nothing is done to a merged one', () => {
  const situation: Situation = {
    ...{ status: 'lodged', merged: false, today: '2026-03-16', answerDue: '2026-03-16' },
    ...{ rejoinderDue: null, rejoined: false, ...fresh },
  }
  expect(nextStatus(situation, 'answer', 'applicant')).toBe('answered')
  expect(nextStatus({ ...situation, today: '2026-03-17' }, 'answer', 'applicant')).toBeNull()
  expect(nextStatus(situation, 'answer', 'objector')).toBeNull()
  expect(nextStatus(situation, 'rejoin', 'objector')).toBeNull()
  const answered: Situation = { ...situation, status: 'answered', answered: true, rejoinderDue: '2026-03-23' }
  expect(nextStatus(answered, 'rejoin', 'objector')).toBe('answered')
  expect(nextStatus({ ...answered, rejoined: true }, 'rejoin', 'objector')).toBeNull()
  expect(nextStatus({ ...answered, today: '2026-03-24' }, 'rejoin', 'objector')).toBeNull()
  expect(nextStatus({ ...situation, merged: true }, 'dismiss', 'examiner')).toBeNull()
})

test('nothing is upheld before the applicant was heard, and their time runs from service', () => {
  const situation: Situation = {
    ...{ status: 'lodged', merged: false, today: '2026-03-16', answerDue: '2026-03-16' },
    ...{ rejoinderDue: null, rejoined: false, ...fresh },
  }
  const table: [Partial<Situation>, boolean][] = [
    [{}, false],
    [{ today: '2026-03-17' }, true],
    [{ today: '2026-03-17', served: false }, false],
    [{ status: 'answered', answered: true }, true],
    [{ status: 'mediation', answered: true }, false],
  ]
  for (const [change, may] of table)
    expect(nextStatus({ ...situation, ...change }, 'uphold', 'examiner')).toBe(may ? 'upheld' : null)
  expect(nextStatus(situation, 'dismiss', 'examiner')).toBe('dismissed')
})

test('a mediation begins when both sides agree, is held once, and ends where the objection stood', () => {
  const situation: Situation = {
    ...{ status: 'answered', merged: false, today: '2026-03-16', answerDue: '2026-03-16' },
    ...{ rejoinderDue: '2026-03-23', rejoined: false, ...fresh, answered: true },
  }
  const commands = ['offer_mediation', 'agree_mediation', 'decline_mediation'] as const
  const told = (change: Partial<Situation>, side: Side) =>
    commands.map((command) => nextStatus({ ...situation, ...change }, command, side))
  for (const side of ['applicant', 'objector', 'examiner'] as const)
    expect(told({}, side)).toEqual(['answered', null, null])
  expect(told({ mediated: true }, 'objector')).toEqual([null, null, null])
  expect(told({ answered: false, status: 'lodged' }, 'objector')).toEqual([null, null, null])
  const offer = { applicant: true, objector: false }
  expect(told({ offer }, 'applicant')).toEqual([null, null, null])
  expect(told({ offer }, 'objector')).toEqual([null, 'mediation', 'answered'])
  expect(told({ offer: { applicant: false, objector: false } }, 'objector')).toEqual([null, 'answered', 'answered'])
  const held: Situation = { ...situation, status: 'mediation', mediated: true }
  for (const side of sides) {
    expect(nextStatus(held, 'end_mediation', side)).toBe('answered')
    expect(nextStatus({ ...held, answered: false }, 'end_mediation', side)).toBe('lodged')
    expect(nextStatus(held, 'settle', side)).toBe(side === 'examiner' ? 'settled' : null)
  }
  expect(nextStatus(held, 'dismiss', 'examiner')).toBeNull()
})

test('who withdraws binds nobody else: a merged one may, and the first of those left takes the place of the lead', () => {
  const all = [
    { id: 'a', status: 'lodged', mergedInto: null },
    { id: 'b', status: 'withdrawn', mergedInto: 'a' },
    { id: 'c', status: 'lodged', mergedInto: 'a' },
    { id: 'd', status: 'lodged', mergedInto: 'a' },
    { id: 'e', status: 'lodged', mergedInto: null },
  ] as const
  expect(successionTo(all, 'a')).toEqual({ successor: 'c', merged: ['d'] })
  expect(successionTo(all, 'e')).toBeNull()
})

/** One step of a history: days pass, somebody objects, or some side gives some command to some objection. */
const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    do: fc.constant('lodge' as const),
    ground: fc.constantFrom('a', 'b'),
    file: fc.constantFrom('x', 'y', null),
  }),
  fc.record({
    do: fc.constant('command' as const),
    at: fc.nat(7),
    command: fc.constantFrom(...objectionCommands),
    side: fc.constantFrom(...sides),
  }),
)

test('no history loses an objection, and the notice clock stands still on exactly the days on which one is open', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (history) => {
      let today = opens
      let all: One[] = []
      const openOn = new Set<string>()
      let lodged = 0
      for (const act of history) {
        if (act.do === 'wait') {
          for (let i = 0; i < act.days; i++) {
            today = addDays(today, 1)
            if (anyOpen(all)) openOn.add(today)
          }
        } else if (act.do === 'lodge') {
          const own = { reasonCode: act.ground, evidenceDigest: act.file }
          const into = joins(all, own)?.id ?? null
          lodged += 1
          const situation: Situation = {
            ...{ status: 'lodged', merged: into !== null, today, answerDue: addDays(today, 5) },
            ...{ rejoinderDue: null, rejoined: false, ...fresh },
          }
          all.push({
            id: `o${lodged}`,
            status: 'lodged',
            lodgedOn: today,
            endedOn: null,
            mergedInto: into,
            ...own,
            situation,
          })
        } else {
          const one = all[act.at % Math.max(1, all.length)]
          if (!one) continue
          const situation = { ...one.situation, status: one.status, merged: one.mergedInto !== null, today }
          const to = nextStatus(situation, act.command, act.side)
          if (to === null) continue
          // A decision ends those merged with it; a withdrawal or an agreement ends the one alone.
          const alone = to === 'withdrawn' || to === 'settled'
          const ends = new Set(isOpen(to) ? [] : alone ? [one.id] : endingWith(all, one.id))
          const succession = alone ? successionTo(all, one.id) : null
          one.status = to
          const { offer } = one.situation
          if (act.command === 'offer_mediation')
            one.situation.offer = { applicant: act.side === 'applicant', objector: act.side === 'objector' }
          if (act.command === 'agree_mediation' && offer && (act.side === 'applicant' || act.side === 'objector'))
            offer[act.side] = true
          if (act.command === 'decline_mediation' || to === 'mediation') one.situation.offer = null
          if (to === 'mediation') one.situation.mediated = true
          if (succession)
            all = all.map((other) => {
              if (other.id === succession.successor)
                return {
                  ...{ ...other, mergedInto: null, status: one.situation.answered ? 'answered' : 'lodged' },
                  situation: { ...one.situation, offer: null, mediated: false },
                }
              return succession.merged.includes(other.id) ? { ...other, mergedInto: succession.successor } : other
            })
          if (act.command === 'answer') one.situation.answered = true
          if (act.command === 'answer') one.situation.rejoinderDue = addDays(today, 5)
          if (act.command === 'rejoin') one.situation.rejoined = true
          all = all.map((other) => (ends.has(other.id) ? { ...other, status: to, endedOn: today } : other))
        }
      }
      // Each is there, and is either open or ended on a day; what is merged is merged into one that is open with it.
      expect(all).toHaveLength(lodged)
      for (const one of all) {
        expect(isOpen(one.status)).toBe(one.endedOn === null)
        const lead = all.find(({ id }) => id === one.mergedInto)
        if (one.mergedInto !== null) {
          expect(lead?.mergedInto).toBeNull()
          if (isOpen(one.status)) expect(lead !== undefined && isOpen(lead.status)).toBe(true)
        }
        const way = one.mergedInto === null ? one : (lead ?? one)
        if (isOpen(way.status)) {
          const later = { ...way.situation, status: way.status, merged: false, today: addDays(today, 400) }
          const out = sides.some((side) =>
            objectionCommands.some((command) => nextStatus(later, command, side) !== null),
          )
          expect(out).toBe(true)
        }
      }
      // The clock, counted a second way: day by day.
      const { derivation } = deadlineFor(guizhou, 'publicNotice', opens, builtInCalendar, pausesOf(all, today))
      for (const { date, counted } of derivation)
        expect(counted).toBe(dayOf(date, builtInCalendar).working && !openOn.has(date))
    }),
    { numRuns: 300 },
  )
})
