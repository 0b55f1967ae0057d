import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatYuanZh, parseYuan, toYuan } from './money.ts'
import {
  certificateNumberExpression,
  checkCharacter,
  formatNumber,
  isLocalRegistrationNumber,
  letterNumber,
  localAuthority,
  numberExpression,
  platformNumber,
  registrationNumberExpression,
} from './numbers.ts'
import { guizhou } from './rule-pack.ts'

describe('numbers', () => {
  it('follows the pack', () => {
    expect(platformNumber(guizhou, 'deposit', 2026, 1)).toBe('GZJT-C-2026-000001')
    expect(platformNumber(guizhou, 'application', 2026, 999_999)).toBe('GZJT-S-2026-999999')
    expect(letterNumber(guizhou, 'correction', 2026, 12)).toBe('黔数知补〔2026〕12号')
    for (const kind of ['deposit', 'application', 'notice', 'objection'] as const)
      expect(platformNumber(guizhou, kind, 2026, 7)).toMatch(numberExpression(guizhou.numbers[kind]))
    expect('GZJT-C-2026-00001').not.toMatch(numberExpression(guizhou.numbers.deposit))
    expect('黔数知补〔2026〕12号').toMatch(numberExpression(guizhou.numbers.letter))
  })

  it('refuses rather than repeat or distort a number', () => {
    expect(() => platformNumber(guizhou, 'deposit', 2026, 1_000_000)).toThrow(RangeError)
    expect(() => platformNumber(guizhou, 'deposit', 2026, 0)).toThrow(RangeError)
    expect(() => platformNumber(guizhou, 'deposit', 26, 1)).toThrow(RangeError)
    expect(() => formatNumber('{year}{month}', { year: 2026, seq: 1, month: 13 })).toThrow(RangeError)
    expect(() => formatNumber('{registrar}', { year: 2026, seq: 1 })).toThrow(RangeError)
    expect(() => letterNumber(guizhou, 'nothing', 2026, 1)).toThrow(RangeError)
  })

  it('knows the published check vector', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M')
    expect(() => checkCharacter('a')).toThrow(RangeError)
  })

  it('allots numbers of the national shape that differ and check', () => {
    const authority = localAuthority(guizhou)
    const request = {
      registeredOn: '2026-12-07',
      appliedIn: 2026,
      source: 'enterprise',
      registrant: 'enterprise',
    } as const
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (seq) => {
        const { certificateNumber, registrationNumber } = authority.allot({
          ...request,
          certificateSeq: seq,
          registrationSeq: seq,
        })
        expect(certificateNumber).toMatch(certificateNumberExpression)
        expect(certificateNumber.slice(0, 10)).toBe('2026125200')
        expect(registrationNumber).toMatch(registrationNumberExpression)
        expect(isLocalRegistrationNumber(registrationNumber)).toBe(true)
        const at = seq % 15
        const wrong = registrationNumber[at] === '9' ? '8' : '9'
        const spoilt = registrationNumber.slice(0, at) + wrong + registrationNumber.slice(at + 1)
        expect(isLocalRegistrationNumber(spoilt)).toBe(false)
        seen.add(certificateNumber).add(registrationNumber)
      }),
    )
    expect(seen.size).toBeGreaterThan(100)
  })
})

describe('money', () => {
  it('reads and writes yuan exactly', () => {
    expect(['1234.5', '1,234.50', '-0.01', '0'].map(parseYuan)).toEqual([123450n, 123450n, -1n, 0n])
    expect(['', '1.234', '1e3', '12,34', '一百', '1'.repeat(17)].map(parseYuan)).toEqual(Array(6).fill(undefined))
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (fen) => parseYuan(toYuan(fen)) === fen))
  })
  it('shows it the Chinese way', () => {
    expect([5n, 123450n, 100_000_000_00n, 1_716_0000_00n, -1_5000_00n, 896_8000_00n].map(formatYuanZh)).toEqual([
      '0.05 元',
      '1,234.50 元',
      '1 亿元',
      '1,716 万元',
      '-1.5 万元',
      '896.8 万元',
    ])
  })
})
