import { describe, expect, test } from 'vitest'
import { guizhou } from '../kernel/rule-pack.ts'
import { coarse, measured } from './measure.ts'
import { checkRevision, type DepositedData, isBroken, type RevisionQuestion, shownManner } from './revision.ts'

const columns = ['路段', '时间', '车速', '流量', '方向'].map((name) => ({ name, type: 'text' }))
const before: DepositedData = {
  ...{ number: 'D-1', logIndex: 10, depositedOn: '2026-03-01', columns, tables: ['a'] },
  ...{ files: [{ path: '一月.csv', digest: '1' }], timeFrom: '2026-01-01', timeTo: '2026-01-31' },
}
const now: DepositedData = {
  ...{ number: 'D-2', logIndex: 20, depositedOn: '2026-03-15', columns, tables: ['b'] },
  ...{ files: [{ path: '二月.csv', digest: '2' }], timeFrom: '2026-02-01', timeTo: '2026-02-28' },
}
const at = (share: number, error = 0.02) => measured({ share, error })
const base: RevisionQuestion = {
  ...{ manner: 'period', before, now, others: null, frequency: 'month' },
  rows: { kept: at(0), repeated: at(0.02) },
}
const outcomes = (change: Partial<RevisionQuestion>) =>
  Object.fromEntries(checkRevision(guizhou, { ...base, ...change }).map(({ code, outcome }) => [code, outcome]))

describe('a revision', () => {
  test('goes on where the last one ended, with the same columns and new rows', () => {
    expect(outcomes({})).toEqual({ order: 'holds', schema: 'holds', content: 'holds', times: 'holds' })
    expect(isBroken(checkRevision(guizhou, base))).toBe(false)
  })

  test('must be later in the log, published and another one', () => {
    for (const bad of [{ logIndex: null }, { logIndex: 10 }, { logIndex: 9 }, { number: 'D-1' }])
      expect(outcomes({ now: { ...now, ...bad } })).toEqual({ order: 'breaks' })
  })

  test('keeps the columns: a few more or less are noted, too few are another data set, unknown ones are refused', () => {
    const with_ = (list: DepositedData['columns']) => outcomes({ now: { ...now, columns: list } }).schema
    expect(with_([...columns, { name: '天气', type: 'text' }])).toBe('noted')
    expect(with_(columns.slice(1))).toBe('noted')
    expect(with_(columns.slice(2))).toBe('breaks')
    expect(with_([{ name: '车速', type: 'number' }, ...columns.filter(({ name }) => name !== '车速')])).toBe('noted')
    expect(with_(null)).toBe('breaks')
    const blind = { ...before, columns: null }
    expect(outcomes({ before: blind }).schema).toBe('unknown')
    expect(outcomes({ before: blind, now: { ...now, columns: null } }).schema).toBe('breaks')
    const sameFiles = { ...now, columns: null, files: [...before.files, ...now.files] }
    expect(outcomes({ before: blind, now: sameFiles }).schema).toBe('noted')
  })

  test('holds what was there before, or says that it is a new period', () => {
    const cumulative = (kept: number) =>
      outcomes({ manner: 'cumulative', rows: { kept: at(kept), repeated: at(0.5) } }).content
    expect([cumulative(0.98), cumulative(0.91), cumulative(0.5)]).toEqual(['holds', 'noted', 'breaks'])
    expect(outcomes({ rows: { kept: at(1), repeated: at(0.8) } }).content).toBe('breaks')
    expect(outcomes({ rows: { reason: 'other_epoch' } }).content).toBe('unknown')
    const whole = { ...now, files: [...before.files, ...now.files] }
    expect(outcomes({ manner: 'cumulative', now: whole, rows: { reason: 'no_rows' } }).content).toBe('holds')
    expect(outcomes({ now: { ...now, tables: ['a'] } }).content).toBe('breaks')
  })

  test('goes forward in time, and a gap beyond the update frequency is noted', () => {
    const spans = (timeFrom: string | null, timeTo: string | null, manner: 'period' | 'cumulative' = 'period') =>
      outcomes({ manner, now: { ...now, timeFrom, timeTo } }).times
    expect(spans('2026-01-01', '2026-01-31')).toBe('breaks')
    expect(spans('2026-01-01', '2026-01-31', 'cumulative')).toBe('holds')
    expect(spans('2026-01-01', '2026-01-30', 'cumulative')).toBe('breaks')
    expect(spans('2026-01-05', '2026-02-28', 'cumulative')).toBe('noted')
    expect(spans('2026-02-01', '2026-12-31')).toBe('breaks')
    expect(spans(null, null)).toBe('unknown')
    const late = { ...now, depositedOn: '2026-12-31', timeFrom: '2026-09-01', timeTo: '2026-09-30' }
    expect(outcomes({ now: late }).times).toBe('noted')
  })

  test('does not bring in registered data of others', () => {
    expect(outcomes({ others: at(0.7) }).others).toBe('breaks')
    expect(outcomes({ others: at(0.52) }).others).toBeUndefined()
  })
})

test('what is told of data of others is in steps of five per cent, with bounds rounded outwards', () => {
  expect(coarse({ share: 0.42, low: 0.36, high: 0.48 })).toEqual({ share: 0.4, low: 0.35, high: 0.5 })
  expect(coarse({ share: 0.35, low: 0.35, high: 0.35 })).toEqual({ share: 0.35, low: 0.35, high: 0.35 })
  expect(measured({ share: 0.99, error: 0.02 })).toMatchObject({ high: 1 })
})

describe('what shows itself to be a revision', () => {
  const { manner: _, ...rest } = base
  const shown = (change: Partial<RevisionQuestion>) => shownManner(guizhou, { ...rest, ...change })?.manner ?? null
  const whole = { ...now, files: [...before.files, ...now.files] }

  test('holds the files before, or goes on with new rows where the last one ended', () => {
    expect(shown({ now: whole, rows: { reason: 'no_sketch_now' } })).toBe('cumulative')
    expect(shown({ rows: { kept: at(0.97), repeated: at(0.5) } })).toBe('cumulative')
    expect(shown({})).toBe('period')
  })

  test('is not taken on anybody’s word, nor where something breaks', () => {
    expect(shown({ rows: { reason: 'no_sketch_before' } })).toBeNull()
    expect(shown({ now: { ...now, timeFrom: null, timeTo: null } })).toBeNull()
    expect(
      shown({ now: { ...now, timeFrom: '2027-02-01', timeTo: '2027-02-28', depositedOn: '2027-03-01' } }),
    ).toBeNull()
    expect(shown({ before: { ...before, columns: null } })).toBeNull()
    expect(shown({ now: { ...whole, tables: ['a'] } })).toBeNull()
    expect(shown({ now: whole, others: at(0.9) })).toBeNull()
  })
})
