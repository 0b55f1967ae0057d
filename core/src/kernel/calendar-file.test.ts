import { describe, expect, it } from 'vitest'
import {
  builtInCalendarFile,
  type CalendarFile,
  calendarFor,
  compareCalendars,
  readCalendarFile,
  workingDaysOf,
} from './calendar-file.ts'
import { addWorkdays, builtInCalendar, notBefore } from './workdays.ts'

const base = builtInCalendarFile
const y2026 = base.years['2026'] ?? { source: '', holidays: [], makeupWorkdays: [] }
const miao = {
  steps: ['correction' as const],
  holidays: [['2026-11-26', '苗年']] as [string, string][],
  makeupWorkdays: ['2026-11-29'],
  source: '州人民政府通知（演示）',
  confidence: 'assumption' as const,
}
const fileOf = (change: Partial<CalendarFile> = {}) => JSON.stringify({ ...base, version: '2026.2', ...change })
const read = (change: Partial<CalendarFile>) => readCalendarFile(fileOf(change), base)
const faultsOf = (change: Partial<CalendarFile>) => {
  const result = read(change)
  return result.ok ? [] : result.faults
}
const in2026 = (change: object) => ({ years: { ...base.years, '2026': { ...y2026, ...change } } })

describe('a calendar from a file', () => {
  it('takes the calendar in effect under a new version, and local days on top', () => {
    expect(read({})).toMatchObject({ ok: true })
    expect(read({ local: { '522600': miao } })).toMatchObject({ ok: true, value: { local: { '522600': miao } } })
  })

  it.each([
    ['years missing', { years: { '2026': y2026 } }, 'years', '缺少 2024、2025、2027 年'],
    ['a gap', { years: { ...base.years, '2029': { ...y2026, holidays: [] } } }, 'years', '缺少 2028 年'],
    [
      'a make-up day on a weekday',
      in2026({ makeupWorkdays: ['2026-01-05'] }),
      'years.2026.makeupWorkdays.0',
      '不是周六或者周日',
    ],
    [
      'a day twice',
      in2026({ holidays: [...y2026.holidays, y2026.holidays[0]] }),
      `years.2026.holidays.${y2026.holidays.length}`,
      '重复',
    ],
    ['a day off and worked', in2026({ makeupWorkdays: ['2026-10-03'] }), 'years.2026.makeupWorkdays.0', '同时列为'],
    [
      'a day of another year',
      in2026({ holidays: [...y2026.holidays, ['2027-01-01', '元旦']] }),
      `years.2026.holidays.${y2026.holidays.length}`,
      '不是 2026 年',
    ],
    [
      'no National Day',
      in2026({ holidays: y2026.holidays.filter(([day]) => day !== '2026-10-01') }),
      'years.2026.holidays',
      '缺少国庆节',
    ],
    ['no source', in2026({ source: null }), 'years.2026.source', '出处'],
    ['a day that is not', in2026({ holidays: [['2026-02-30', '春节']] }), 'years.2026.holidays.0.0', '确有其日'],
    ['a formula', in2026({ note: '=1+1' }), 'years.2026.note', '公式'],
    ['the version in effect', { version: '2026.1' }, 'version', '不比现行的'],
    ['local days where none may be', { local: { '520100': miao } }, 'local.520100', '自治州'],
    [
      'a local day the nation has',
      { local: { '522600': { ...miao, holidays: [['2026-10-01', '国庆节']] as [string, string][] } } },
      'local.522600.holidays.0',
      '全国已经放假',
    ],
    ['local days for no period', { local: { '522600': { ...miao, steps: [] } } }, 'local.522600.steps', '哪些期限'],
  ])('refuses %s', (_, change, path, words) => {
    expect(faultsOf(change as Partial<CalendarFile>)).toContainEqual({ path, message: expect.stringContaining(words) })
  })

  it('refuses what is no calendar', () => {
    for (const text of ['[]', '{}', '"日历"', 'PK\u0003\u0004', '\u0000'])
      expect(readCalendarFile(text, base).ok).toBe(false)
  })
})

describe('local days', () => {
  const file: CalendarFile = { ...base, local: { '522600': miao } }

  it('stop the clocks they are for, in their prefecture only', () => {
    const last = (place: string, step: string) => addWorkdays('2026-11-25', 2, calendarFor(file, place, step)).date
    expect(last('522600', 'correction')).toBe('2026-11-29')
    expect(last('522600', 'review')).toBe('2026-11-27')
    expect(last('522700', 'correction')).toBe('2026-11-27')
    expect(calendarFor(file, '520100', 'correction')).toBe(file.years)
  })

  it('are told as changes beside those of the nation', () => {
    const after = {
      ...file,
      years: {
        ...file.years,
        '2026': { ...y2026, holidays: [...y2026.holidays, ['2026-11-27', '临时放假'] as [string, string]] },
      },
    }
    expect(compareCalendars(base, after).map(({ date, place, working }) => [date, place, working])).toEqual([
      ['2026-11-27', '', false],
      ['2026-11-26', '522600', false],
      ['2026-11-29', '522600', true],
    ])
    expect(compareCalendars(after, after)).toEqual([])
  })
})

it('counts the working days of a year', () => {
  expect([workingDaysOf('2025', builtInCalendar), workingDaysOf('2026', builtInCalendar)]).toEqual([248, 248])
})

describe('a day that was told', () => {
  const counted = addWorkdays('2026-11-25', 2, builtInCalendar)
  it('stands where the new count is earlier, and the derivation says so', () => {
    const kept = notBefore(counted, '2026-11-30')
    expect(kept.date).toBe('2026-11-30')
    expect(kept.derivation.at(-1)).toMatchObject({
      kind: 'told',
      counted: false,
      why: expect.stringContaining('2026-11-27'),
    })
  })
  it('gives way to a later count, and to nothing told', () => {
    expect(notBefore(counted, '2026-11-26')).toBe(counted)
    expect(notBefore(counted, null)).toBe(counted)
  })
})
