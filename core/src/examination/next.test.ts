import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../kernel/dates.ts'
import { explainNext, explainPassedOver, factorsOf, inOrder, type Skills, type Waiting } from './next.ts'

const today = '2026-11-23'
const rule = { urgent: 3, skill: 3, region: 2 }
const waiting: fc.Arbitrary<Waiting> = fc.record({
  id: fc.uuid(),
  due: fc.option(
    fc.integer({ min: -20, max: 40 }).map((n) => addDays(today, n)),
    { nil: null },
  ),
  submittedAt: fc
    .integer({ min: 0, max: 40 })
    .map((n) => new Date(Date.parse('2026-11-22T02:00:00Z') - n * 86_400_000)),
  industryCode: fc.constantFrom('5431', '5442', '6531', null),
  direction: fc.constantFrom('高速运营', '智慧物流', null),
  prefectureCode: fc.constantFrom('520100', '520300'),
})
const cases = fc.uniqueArray(waiting, { selector: ({ id }) => id, maxLength: 12 })
const skills: fc.Arbitrary<Skills> = fc.record({
  industries: fc.subarray(['54', '6531']),
  directions: fc.subarray(['高速运营', '智慧物流']),
  prefectures: fc.subarray(['520100', '520300']),
})
const ids = (list: readonly Waiting[], own: Skills) => inOrder(list, own, rule, today).map(({ c }) => c.id)

describe('the order of the work', () => {
  it('does not depend on the order of the list, and loses nothing', () => {
    fc.assert(
      fc.property(cases, skills, fc.infiniteStream(fc.nat()), (list, own, dice) => {
        const shuffled = list
          .map((c) => ({ c, at: dice.next().value }))
          .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
          .map(({ c }) => c)
        expect(ids(shuffled, own)).toEqual(ids(list, own))
        expect(ids(list, own).toSorted()).toEqual(list.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('puts what is nearly due first, whoever asks, by its last day alone', () => {
    fc.assert(
      fc.property(cases, skills, skills, (list, own, others) => {
        const urgent = (one: Skills) =>
          inOrder(list, one, rule, today)
            .filter(({ factors }) => factors.urgent)
            .map(({ c }) => c.id)
        const mine = ids(list, own)
        expect(mine.slice(0, urgent(own).length)).toEqual(urgent(own))
        expect(urgent(others)).toEqual(urgent(own))
      }),
    )
  })

  it('never puts a case back for a nearer day, a skill, a region or a longer wait', () => {
    fc.assert(
      fc.property(cases, skills, fc.nat(), fc.nat({ max: 9 }), (list, own, pick, days) => {
        const c = list[pick % Math.max(list.length, 1)]
        if (!c) return
        const rank = (changed: Waiting, by: Skills) =>
          ids(
            list.map((one) => (one.id === c.id ? changed : one)),
            by,
          ).indexOf(c.id)
        const before = rank(c, own)
        if (c.due) expect(rank({ ...c, due: addDays(c.due, -days) }, own)).toBeLessThanOrEqual(before)
        const older = new Date(c.submittedAt.getTime() - days * 86_400_000)
        expect(rank({ ...c, submittedAt: older }, own)).toBeLessThanOrEqual(before)
        const alone = list.every((one) => one.id === c.id || one.prefectureCode !== c.prefectureCode)
        if (alone)
          expect(rank(c, { ...own, prefectures: [...own.prefectures, c.prefectureCode] })).toBeLessThanOrEqual(before)
      }),
    )
  })

  it('lets no case starve: within its urgent days it comes before every case that is not due yet', () => {
    fc.assert(
      fc.property(cases, skills, waiting, (list, own, c) => {
        const late = { ...c, id: 'late', due: addDays(today, rule.urgent) }
        const later = list.map((one) => ({ ...one, due: addDays(today, rule.urgent + 1) }))
        expect(ids([...later, late], own)[0]).toBe('late')
      }),
    )
  })
})

it('explains the choice with its factors', () => {
  const c: Waiting = {
    ...{ id: 'a', due: '2026-12-01', submittedAt: new Date('2026-11-20T02:00:00Z') },
    ...{ industryCode: '5431', direction: null, prefectureCode: '520100' },
  }
  const factors = factorsOf(c, { industries: ['54'], directions: [], prefectures: ['520100'] }, rule, today)
  expect(factors).toEqual({ daysLeft: 8, urgent: false, waitingDays: 3, skill: true, region: true })
  const none = { cases: 0, days: 365 }
  expect(explainNext(factors, none, 'zh')).toBe(
    '选这一件，因为它距审查期限 8 天，已等候 3 天，属于您申报的专长，在您就近办理的市州；与您没有已知的利害关系。其余案件按期限、专长、就近和等候时间排。',
  )
  expect(explainNext({ ...factors, daysLeft: -2, urgent: true, skill: false }, none, 'en')).toContain(
    '2 day(s) overdue',
  )
  expect(explainPassedOver(none, 'zh')).toBe('')
  expect(explainNext(factors, { cases: 2, days: 365 }, 'zh')).toMatch(
    /另有 2 件没有分给您：您辅导过其企业，辅导还没有办结或者办结未满 365 天。$/,
  )
  expect(explainPassedOver({ cases: 1, days: null }, 'en')).toMatch(
    /you coached the company, and that coaching is open\.$/,
  )
})
