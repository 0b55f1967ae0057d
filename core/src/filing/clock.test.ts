import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate, startOfChinaDay } from '../kernel/dates.ts'
import { guizhou } from '../kernel/rule-pack.ts'
import { addWorkdays, builtInCalendar, countWorkdays, dayOf } from '../kernel/workdays.ts'
import { type Clock, clocksOf, countClock, type Happened, isPaused, outageMinutes } from './clock.ts'
import { foresee, foreseeFromHistory } from './clock-simulation.ts'
import { levelsOf } from './escalation.ts'

const at = (day: IsoDate, hour = 10) => new Date(startOfChinaDay(day) + hour * 3_600_000)
const event = (day: IsoDate, command: string, to: string, payload = {}): Happened => ({
  ...{ at: at(day), command, to, payload },
})
const count = (clock: Clock | undefined, extra = {}) =>
  clock ? countClock(clock, { pack: guizhou, calendar: builtInCalendar, ...extra }) : null
const only = (history: Happened[], kind: string) => clocksOf(history, guizhou).find((clock) => clock.kind === kind)

const submitted = event('2026-03-02', 'submit', 'submitted')
const claimed = event('2026-03-03', 'claim', 'under_review')

describe('clocks of a history', () => {
  it('run from the submission, and the first one until somebody takes the case', () => {
    const clocks = clocksOf([submitted, claimed], guizhou)
    expect(clocks.map(({ kind, endedAt }) => [kind, endedAt])).toEqual([
      ['acceptance', at('2026-03-03')],
      ['examination', null],
    ])
    expect(count(clocks[1])?.due).toBe('2026-03-16')
  })

  it('stand still from the day an examiner says so to the day of the word to go on, each day with its reason', () => {
    const paused = [
      submitted,
      claimed,
      event('2026-03-05', 'pause_clock', 'under_review', { reason: 'expert_consulted' }),
    ]
    expect(isPaused(paused)).toBe(true)
    expect(count(only(paused, 'examination'))).toBeNull()
    const on = [...paused, event('2026-03-10', 'resume_clock', 'under_review')]
    const counted = count(only(on, 'examination'))
    // Three working days lie in the pause: 6, 9 and 10 March.
    expect(counted?.due).toBe('2026-03-19')
    expect(counted?.derivation.filter(({ why }) => why.includes('中止')).map(({ date }) => date)).toContain(
      '2026-03-10',
    )
  })

  it('stand still while the company corrects, whose own clock runs; a decision ends them', () => {
    const history = [
      submitted,
      claimed,
      event('2026-03-04', 'require_correction', 'correction_required'),
      event('2026-03-09', 'respond', 'under_review'),
      event('2026-03-11', 'propose_acceptance', 'acceptance_proposed'),
      event('2026-03-12', 'release', 'public_notice'),
    ]
    const clocks = clocksOf(history, guizhou)
    expect(clocks.map(({ kind, endedAt }) => [kind, endedAt])).toEqual([
      ['acceptance', at('2026-03-03')],
      ['examination', at('2026-03-12')],
      ['correction', at('2026-03-09')],
      ['notice', null],
    ])
    expect(clocks[1]?.pauses).toEqual([{ from: '2026-03-04', to: '2026-03-09', cause: 'correction_requested' }])
  })

  it('of a notice stand still while an objection is open, and every objection has its own', () => {
    const base = [submitted, claimed, event('2026-03-12', 'release', 'public_notice')]
    const history = [
      ...base,
      event('2026-03-16', 'lodge_objection', 'objection_pending', { objection: 'Y-1' }),
      event('2026-03-17', 'lodge_objection', 'objection_pending', { objection: 'Y-2' }),
      event('2026-03-18', 'answer_objection', 'objection_pending', { objection: 'Y-1' }),
      event('2026-03-20', 'dismiss_objection', 'objection_pending', { objection: 'Y-1' }),
      event('2026-03-23', 'dismiss_objection', 'public_notice', { objection: 'Y-2' }),
    ]
    const clocks = clocksOf(history, guizhou)
    expect(clocks.find(({ kind }) => kind === 'notice')?.pauses).toEqual([
      { from: '2026-03-16', to: '2026-03-23', cause: 'objection_lodged' },
    ])
    expect(clocks.filter(({ kind }) => kind.startsWith('objection')).map(({ kind, ref }) => `${kind} ${ref}`)).toEqual([
      'objection_answer Y-1',
      'objection_answer Y-2',
      'objection_decision Y-1',
    ])
    expect(clocks.filter(({ endedAt }) => endedAt === null).map(({ kind }) => kind)).toEqual(['notice'])
  })

  const days = fc.integer({ min: 0, max: 250 }).map((n) => addDays('2025-02-10', n))
  it('property: due is the tenth working day outside the pauses, whatever the pauses', () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 30 })), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(days, pauses, (start, gaps) => {
        const history: Happened[] = [event(start, 'submit', 'submitted'), event(start, 'claim', 'under_review')]
        let day = start
        for (const [before, long] of gaps) {
          const from = addDays(day, before)
          day = addDays(from, long)
          history.push(event(from, 'pause_clock', 'under_review', { reason: 'suspended' }))
          history.push(event(day, 'resume_clock', 'under_review'))
        }
        const clock = only(history, 'examination')
        const counted = count(clock)
        if (!clock || !counted) throw new Error('a clock that runs has a last day')
        const held = clock.pauses.map(({ from, to }) => ({ from, to: to ?? from }))
        expect(counted.due).toBe(addWorkdays(start, 10, builtInCalendar, held).date)
        // Counted by hand: working days after the start up to the last day, less those in a pause.
        let left = 0
        for (let on = addDays(start, 1); on <= counted.due; on = addDays(on, 1))
          if (dayOf(on, builtInCalendar).working && !held.some(({ from, to }) => from < on && on <= to)) left += 1
        expect(left).toBe(10)
        expect(counted.derivation.filter((one) => one.counted)).toHaveLength(10)
      }),
      { numRuns: 200 },
    )
  })

  it('property: a longer pause never brings the last day forward, and levels come in order', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30 }), (start, from, long) => {
        const dueOf = (to: number) =>
          count(
            only(
              [
                event(start, 'submit', 'submitted'),
                event(addDays(start, from), 'pause_clock', 'under_review', { reason: 'suspended' }),
                event(addDays(start, from + to), 'resume_clock', 'under_review'),
              ],
              'examination',
            ),
          )
        const [short, longer] = [dueOf(long), dueOf(long + 1)]
        if (!short || !longer) throw new Error('no last day')
        expect(longer.due >= short.due).toBe(true)
        const levels = levelsOf(guizhou, { step: 'review', start, ...short }).map(({ on }) => on)
        expect(levels).toEqual([...levels].sort())
        expect(levels).toHaveLength(4)
        expect(countWorkdays(start, levels[0] ?? '', builtInCalendar)).toBeGreaterThanOrEqual(7)
      }),
      { numRuns: 100 },
    )
  })
})

describe('an outage on the last day of a party', () => {
  const history = [submitted, claimed, event('2026-03-02', 'require_correction', 'correction_required')]
  const clock = only(history, 'correction')
  const out = (day: IsoDate, from: number, to: number) => ({ from: at(day, from), to: at(day, to) })

  it('moves it to the next working day and says so', () => {
    expect(count(clock)?.due).toBe('2026-03-23')
    const moved = count(clock, { outages: [out('2026-03-23', 20, 23)] })
    expect(moved?.due).toBe('2026-03-24')
    expect(moved?.derivation.find(({ date }) => date === '2026-03-23')?.why).toContain('停机 180 分钟')
    expect(moved?.derivation.at(-1)?.why).toContain('因停机顺延的最后一日')
  })

  it.each([
    ['shorter than the rule says', [out('2026-03-23', 20, 20.9)], '2026-03-23'],
    ['on another day', [out('2026-03-20', 0, 24)], '2026-03-23'],
    ['over a weekend', [{ from: at('2026-03-23', 12), to: at('2026-03-27', 23) }], '2026-03-30'],
    ['twice half an hour', [out('2026-03-23', 9, 9.5), out('2026-03-23', 15, 15.5)], '2026-03-24'],
    ['told of twice', [out('2026-03-23', 9, 9.75), out('2026-03-23', 9, 9.75)], '2026-03-23'],
  ])('%s', (_, outages, due) => {
    expect(count(clock, { outages })?.due).toBe(due)
  })

  it('does not touch the clock of the registrar, and a day told stands', () => {
    expect(count(only([submitted, claimed], 'examination'), { outages: [out('2026-03-16', 0, 24)] })?.due).toBe(
      '2026-03-16',
    )
    const again = count(clock, { outages: [out('2026-03-23', 20, 23)], told: '2026-03-24' })
    expect(again?.due).toBe('2026-03-24')
    expect(outageMinutes('2026-03-23', [out('2026-03-23', 20, 23)])).toBe(180)
  })
})

describe('the clock run ahead', () => {
  const running = (history: Happened[]) =>
    clocksOf(history, guizhou).flatMap((clock) => {
      const counted = clock.endedAt === null ? count(clock) : null
      return counted ? [{ ...clock, ...counted, done: [] }] : []
    })
  const caseOf = (history: Happened[]) => ({
    ...{ caseId: 'c', pack: guizhou, calendarFor: () => builtInCalendar, clocks: running(history) },
  })

  it('tells the examiner, then the reviewer, then the administrator', () => {
    const list = foresee([caseOf([submitted, claimed])], '2026-03-03', 90)
    expect(list.map(({ on, level, tell }) => [on, level, tell.at(-1)])).toEqual([
      ['2026-03-11', 'most', 'examiner'],
      ['2026-03-13', 'nearly', 'reviewer'],
      ['2026-03-16', 'last_day', 'administrator'],
      ['2026-03-17', 'expired', 'administrator'],
    ])
  })

  it('ends a case whose correction nobody answers, and goes from an answer that does not come to the decision', () => {
    const history = [submitted, claimed, event('2026-03-04', 'require_correction', 'correction_required')]
    expect(foresee([caseOf(history)], '2026-03-05', 90)).toMatchObject([{ on: '2026-03-26', effect: 'deem_withdrawn' }])
    const objected = [
      ...[submitted, claimed, event('2026-03-12', 'release', 'public_notice')],
      event('2026-03-16', 'lodge_objection', 'objection_pending', { objection: 'Y-1' }),
    ]
    const list = foresee([caseOf(objected)], '2026-03-17', 90)
    expect(list[0]).toMatchObject({ on: '2026-03-31', effect: 'decide_on_file', ref: 'Y-1' })
    expect(list.filter(({ kind }) => kind === 'objection_decision')).toHaveLength(4)
  })

  it('reminds the party of its own last days, on the days that are still to come', () => {
    const history = [submitted, claimed, event('2026-03-04', 'require_correction', 'correction_required')]
    const remind = (kind: string) => (kind === 'correction' ? [5, 2, 0] : [])
    const reminders = (from: string) =>
      foresee([{ ...caseOf(history), remind }], from, 90).flatMap(({ on, reminder, tell }) =>
        reminder === null ? [] : [[on, reminder, tell[0]]],
      )
    expect(reminders('2026-03-05')).toEqual([
      ['2026-03-20', 5, 'applicant'],
      ['2026-03-23', 2, 'applicant'],
      ['2026-03-25', 0, 'applicant'],
    ])
    expect(reminders('2026-03-20')).toHaveLength(2)
  })

  it('leaves out what is beyond the days asked for, and brings forward what is overdue', () => {
    expect(foresee([caseOf([submitted, claimed])], '2026-03-03', 7)).toEqual([])
    expect(foresee([caseOf([submitted, claimed])], '2026-04-01', 7).map(({ on }) => on)).toEqual(
      Array.from({ length: 4 }, () => '2026-04-01'),
    )
  })
})

describe('what a history would have told', () => {
  const under = (pack: typeof guizhou, history: Happened[]) =>
    foreseeFromHistory({
      ...{ caseId: 'a', pack, calendarFor: () => builtInCalendar, history, outages: [] },
      remind: (kind) => (kind === 'correction' ? [2, 0] : []),
    }).map(({ kind, on, level, effect, reminder, tell }) => [kind, level ?? effect ?? reminder, on, tell])

  it('is counted by any pack, past days among them; a clock that stands still tells nothing', () => {
    const { review, ...steps } = guizhou.steps
    if (!review) throw new Error('no review')
    const quick = { ...guizhou, steps: { ...steps, review: { ...review, days: 5 } } }
    expect(under(guizhou, [submitted, claimed])).toContainEqual([
      ...['examination', 'last_day', '2026-03-16'],
      ['examiner', 'reviewer', 'administrator'],
    ])
    expect(under(quick, [submitted, claimed])).toContainEqual([
      ...['examination', 'last_day', '2026-03-09'],
      ['examiner', 'reviewer', 'administrator'],
    ])
    const correcting = [submitted, claimed, event('2026-03-04', 'require_correction', 'correction_required')]
    const told = under(guizhou, correcting)
    expect(new Set(told.map(([kind]) => kind))).toEqual(new Set(['correction']))
    expect(told.map(([, what]) => what)).toEqual([2, 0, 'deem_withdrawn'])
    expect(under(guizhou, [...correcting, event('2026-03-05', 'withdraw', 'withdrawn')])).toEqual([])
  })
})
