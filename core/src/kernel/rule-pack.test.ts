import { describe, expect, it } from 'vitest'
import { deadlineFor, guizhou, type RulePack, ruleOf, rulePackSchema, stepOf, validUntil } from './rule-pack.ts'
import { builtInCalendar } from './workdays.ts'

const withStep = (unit: 'CD' | 'M' | 'Y', days: number): RulePack => ({
  ...guizhou,
  steps: { x: { ...stepOf(guizhou, 'review'), unit, days } },
})

describe('rule pack', () => {
  it('says of every figure where it comes from and never claims the text it has not seen', () => {
    for (const step of Object.values(guizhou.steps)) {
      expect(step.source).toContain('条文未取得')
      expect(step.confidence).not.toBe('verified')
    }
  })

  it('holds every red flag once', () => {
    for (let i = 1; i <= 16; i += 1) expect(ruleOf(guizhou, `R${i}`).article).toContain('第')
    for (const list of [
      guizhou.grounds,
      guizhou.objectionReasons,
      guizhou.correctionReasons,
      guizhou.requiredAttachments,
    ])
      expect(new Set(list.map((entry) => entry.code)).size).toBe(list.length)
  })

  it('refuses a pack without source or with an unknown unit', () => {
    expect(rulePackSchema.safeParse({ ...guizhou, fees: { registrationFen: '0' } }).success).toBe(false)
    expect(
      rulePackSchema.safeParse({ ...guizhou, steps: { x: { ...stepOf(guizhou, 'review'), unit: 'H' } } }).success,
    ).toBe(false)
    expect(() => stepOf(guizhou, 'nothing')).toThrow(RangeError)
  })

  it('derives deadlines in each unit', () => {
    expect(deadlineFor(guizhou, 'publicNotice', '2026-09-24', builtInCalendar).date).toBe('2026-10-15')
    expect(deadlineFor(guizhou, 'certificate', '2026-10-03', builtInCalendar).date).toBe('2026-10-03')
    expect(deadlineFor(withStep('CD', 7), 'x', '2026-09-24', builtInCalendar).date).toBe('2026-10-08')
    expect(deadlineFor(withStep('M', 1), 'x', '2026-01-31', builtInCalendar).date).toBe('2026-02-28')
    expect(deadlineFor(withStep('Y', 1), 'x', '2025-10-01', builtInCalendar).date).toBe('2026-10-08')
    const pause = [{ from: '2026-11-03', to: '2026-11-05' }]
    expect(deadlineFor(withStep('CD', 7), 'x', '2026-11-02', builtInCalendar, pause).date).toBe('2026-11-11')
  })

  it('ends a certificate after three years or with the authorisation', () => {
    expect(validUntil(guizhou, '2026-11-22', null)).toBe('2029-11-21')
    expect(validUntil(guizhou, '2026-11-22', '2027-06-30')).toBe('2027-06-30')
    expect(validUntil(guizhou, '2026-11-22', '2035-01-01')).toBe('2029-11-21')
    expect(validUntil(guizhou, '2024-02-29', null)).toBe('2027-02-28')
  })
})
