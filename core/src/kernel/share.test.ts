import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addShares,
  equalShare,
  exceeds,
  faultOfSum,
  formatShare,
  parseShare,
  sameShare,
  subtractShare,
} from './share.ts'

const of = (numerator: number, denominator: number) => ({ numerator, denominator })
const parts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 10 }).map((list) =>
  list.map((one) =>
    of(
      one,
      list.reduce((a, b) => a + b),
    ),
  ),
)

describe('shares', () => {
  it('of one whole sum to exactly 1, whatever their denominators; a part left out or added does not', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(faultOfSum(list)).toBe(null)
        expect(faultOfSum([...list, of(1, 7)])).toContain('多出 1/7')
        if (list.length > 1) expect(faultOfSum(list.slice(1))).toContain('还差')
      }),
    )
    for (let n = 1; n <= 40; n++) expect(faultOfSum(Array.from({ length: n }, () => equalShare(n)))).toBe(null)
  })

  it('say what is wrong with them', () => {
    expect(faultOfSum([of(1, 3), of(1, 2)])).toBe('各方份额合计是 5/6，应当正好等于 1，还差 1/6。请改正后再提交')
    expect(faultOfSum([of(333_333, 1_000_000), of(2, 3)])).toContain('还差 1/3000000')
    expect(faultOfSum([])).not.toBe(null)
  })

  it('come back when a part is taken and given back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 900 }), fc.integer({ min: 1, max: 900 }), (bottom, top) => {
        const all = of(Math.min(top, bottom), bottom)
        const part = of(all.numerator, bottom * 2)
        const left = subtractShare(all, part)
        expect(left && sameShare(left, part)).toBe(true)
        expect(left && addShares(left, part)).toEqual(addShares(part, part))
        expect(exceeds(all, part)).toBe(true)
      }),
    )
    expect(subtractShare(of(1, 3), of(1, 3))).toBe(null)
    expect(subtractShare(of(1, 3), of(1, 2))).toBe(null)
  })

  it('are read as they are written', () => {
    const read = (text: string) => {
      const share = parseShare(text)
      return share && formatShare(share)
    }
    expect(['1/3', '2/6', '50%', '12.5%', '0.25', '各50％', '全部', '１／２', '1'].map(read)).toEqual([
      ...['1/3', '1/3', '1/2', '1/8', '1/4', '1/2', '1', '1/2', '1'],
    ])
    expect(['', '一半', '4/3', '0', '1/0', '101%', '0.00001', '-1/2'].map(read)).toEqual(Array(8).fill(null))
  })
})
