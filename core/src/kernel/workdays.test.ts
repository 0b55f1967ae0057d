import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  formatDateZh,
  isIsoDate,
  startOfChinaDay,
  toChinaDate,
} from './dates.ts'
import { addWorkdays, builtInCalendar, countWorkdays, dayOf, rollToWorkday } from './workdays.ts'

const calendar = builtInCalendar
const anyDay = fc.integer({ min: 0, max: 365 * 4 }).map((n) => addDays('2024-01-01', n))

describe('addWorkdays', () => {
  it.each([
    ['2026-02-10', 10, '2026-03-02', false],
    ['2026-04-29', 5, '2026-05-09', false],
    ['2026-09-24', 10, '2026-10-15', false],
    ['2025-09-26', 10, '2025-10-16', false],
    ['2026-09-18', 1, '2026-09-20', false],
    ['2026-12-28', 10, '2027-01-12', true],
  ])('%s + %i = %s', (start, n, date, provisional) => {
    expect(addWorkdays(start, n, calendar)).toMatchObject({ date, provisional })
  })

  it('shows every day passed and why', () => {
    expect(addWorkdays('2026-09-24', 3, calendar).derivation.map((d) => `${d.date} ${d.counted} ${d.why}`)).toEqual([
      '2026-09-25 false 中秋节放假',
      '2026-09-26 false 中秋节放假',
      '2026-09-27 false 中秋节放假',
      '2026-09-28 true 周一，工作日',
      '2026-09-29 true 周二，工作日',
      '2026-09-30 true 周三，工作日',
    ])
    expect(addWorkdays('2026-10-09', 1, calendar).derivation).toEqual([
      { date: '2026-10-10', counted: true, kind: 'makeup', why: '周六调休上班' },
    ])
  })

  it('has 248 working days in 2025 and in 2026', () => {
    expect(countWorkdays('2024-12-31', '2025-12-31', calendar)).toBe(248)
    expect(countWorkdays('2025-12-31', '2026-12-31', calendar)).toBe(248)
  })

  it('stands still in a pause: from its day on, up to and including the day it ends', () => {
    expect(addWorkdays('2026-11-02', 5, calendar, [{ from: '2026-11-04', to: '2026-11-10' }]).date).toBe('2026-11-13')
    expect(addWorkdays('2026-11-02', 5, calendar, [{ from: '2026-11-04', to: '2026-11-04' }]).date).toBe('2026-11-09')
  })

  it('is provisional in a year it does not know, where it goes by weekends', () => {
    expect(addWorkdays('2031-04-04', 1, calendar)).toMatchObject({ date: '2031-04-07', provisional: true })
    expect(rollToWorkday('2026-10-01', calendar)).toMatchObject({ date: '2026-10-08', provisional: false })
  })

  it('counts what it adds, ends on a working day and grows with n', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const { date, derivation } = addWorkdays(start, n, calendar)
        expect(countWorkdays(start, date, calendar)).toBe(n)
        expect(derivation.filter((d) => d.counted)).toHaveLength(n)
        expect(derivation.map((d) => d.date)).toEqual(derivation.map((_, i) => addDays(start, i + 1)))
        expect(dayOf(date, calendar).working).toBe(true)
        expect(addWorkdays(start, n - 1, calendar).date < date).toBe(true)
      }),
    )
  })

  it.each([-1, 1.5, 2501, Number.NaN])('refuses %d days', (n) => {
    expect(() => addWorkdays('2026-01-05', n, calendar)).toThrow(RangeError)
  })
})

describe('dates', () => {
  it('knows which dates exist', () => {
    expect(['2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', ''].map(isIsoDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
  })
  it('clamps months and years', () => {
    expect([
      addMonths('2026-01-31', 1),
      addMonths('2026-03-31', -13),
      addYears('2024-02-29', 3),
      addMonths('2026-12-15', 1),
    ]).toEqual(['2026-02-28', '2025-02-28', '2027-02-28', '2027-01-15'])
  })
  it('changes the day at midnight in China', () => {
    const midnight = Date.UTC(2026, 10, 21, 16)
    expect([toChinaDate(midnight - 1), toChinaDate(midnight), startOfChinaDay('2026-11-22')]).toEqual([
      '2026-11-21',
      '2026-11-22',
      midnight,
    ])
    expect(formatDateZh('2026-03-02')).toBe('2026年3月2日')
  })
  it('adds and subtracts alike', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => daysBetween(day, addDays(day, n)) === n),
    )
  })
})
