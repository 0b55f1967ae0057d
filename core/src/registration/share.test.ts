import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOfSum, formatShare } from '../kernel/share.ts'
import { firstHolders, type Holder, holderNames, transferShare } from './share.ts'

const party = (n: number) => ({ partyId: `p${n}`, name: `单位${n}`, uscc: `U${n}` })
const own = (n: number, numerator: number, denominator: number): Holder => ({
  ...{ ...party(n), numerator, denominator, agreed: true },
})
const held = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }).map((list) =>
  list.map((part, i) =>
    own(
      i,
      part,
      list.reduce((a, b) => a + b),
    ),
  ),
)

describe('holders', () => {
  it('hold exactly one whole after any transfers, or the transfer is refused with a sentence', () => {
    const moves = fc.array(
      fc.record({
        from: fc.nat(7),
        to: fc.nat(7),
        part: fc.option(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constant(9))),
      }),
    )
    fc.assert(
      fc.property(held, moves, (first, list) => {
        let holders: Holder[] = first
        for (const { from, to, part } of list) {
          const share = part && { numerator: part[0], denominator: part[1] }
          const done = transferShare(holders, `U${from}`, party(to), share)
          if ('fault' in done) expect(done.fault).toMatch(/[一-龥]/)
          else holders = done.holders
          expect(faultOfSum(holders)).toBe(null)
          expect(new Set(holders.map(({ uscc }) => uscc)).size).toBe(holders.length)
        }
      }),
    )
  })

  it('give a part, give all, and join what they hold already', () => {
    const after = (part: { numerator: number; denominator: number } | null, to = 2) => {
      const done = transferShare([own(0, 2, 3), own(1, 1, 3)], 'U0', party(to), part)
      return 'fault' in done ? done.fault : done.holders.map((one) => `${one.name} ${formatShare(one)}`)
    }
    expect(after({ numerator: 1, denominator: 6 })).toEqual(['单位0 1/2', '单位1 1/3', '单位2 1/6'])
    expect(after(null)).toEqual(['单位2 2/3', '单位1 1/3'])
    expect(after(null, 1)).toEqual(['单位1 1'])
    expect(after({ numerator: 3, denominator: 4 })).toBe('转让的份额 3/4 超过了转让方现有的份额 2/3，请改正')
    expect(after(null, 0)).toBe('受让方不能是转让方自己')
  })

  it('of a new registration hold what the application says, or equal parts where it says nothing that adds up', () => {
    const shares = (...stated: string[]) => {
      const list = firstHolders(
        party(0),
        stated.map((one, i) => ({ ...party(i + 1), stated: one })),
      )
      expect(faultOfSum(list)).toBe(null)
      return [list.map(formatShare).join(' '), list.every(({ agreed }) => agreed)]
    }
    expect(shares()).toEqual(['1', true])
    expect(shares('50%')).toEqual(['1/2 1/2', true])
    expect(shares('1/3', '1/6')).toEqual(['1/2 1/3 1/6', true])
    expect(shares('', '')).toEqual(['1/3 1/3 1/3', false])
    expect(shares('60%', '50%')).toEqual(['1/3 1/3 1/3', false])
    expect(shares('100%')).toEqual(['1/2 1/2', false])
    expect(holderNames(firstHolders(party(0), [{ ...party(1), stated: '' }]))).toBe('单位0、单位1')
  })
})
