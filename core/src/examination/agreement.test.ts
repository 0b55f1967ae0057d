import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementOf, cohenKappa, type Pair } from './agreement.ts'

const times = (n: number, a: string, b: string) => Array.from({ length: n }, () => [a, b] as const)

describe("Cohen's kappa", () => {
  it("is that of Cohen's example: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no give 0.4", () => {
    const answers = [...times(20, 'y', 'y'), ...times(5, 'y', 'n'), ...times(10, 'n', 'y'), ...times(15, 'n', 'n')]
    expect(cohenKappa(answers)).toBeCloseTo(0.4, 10)
  })

  it('tells two tables with the same agreement apart', () => {
    const uneven = [...times(45, 'y', 'y'), ...times(15, 'y', 'n'), ...times(25, 'n', 'y'), ...times(15, 'n', 'n')]
    expect(cohenKappa(uneven)).toBeCloseTo(0.1304, 4)
  })

  it('says nothing without answers, or where there was only one answer to give', () => {
    expect(cohenKappa([])).toBeNull()
    expect(cohenKappa(times(9, 'y', 'y'))).toBeNull()
  })

  it('is symmetric, at most 1, and 1 for full agreement', () => {
    const word = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { minLength: 1 }), (answers) => {
        const kappa = cohenKappa(answers)
        const mirrored = cohenKappa(answers.map(([a, b]) => [b, a] as const))
        if (kappa === null) {
          expect(mirrored).toBeNull()
          return
        }
        expect(mirrored).toBeCloseTo(kappa, 10)
        expect(kappa).toBeLessThanOrEqual(1 + 1e-9)
        if (answers.every(([a, b]) => a === b)) expect(kappa).toBeCloseTo(1, 10)
      }),
    )
  })
})

it('counts each mark over all cases, the most disputed first', () => {
  const pairs: Pair[] = [
    [
      { verdict: 'correct', marks: ['rule:algorithm', 'field:name'] },
      { verdict: 'correct', marks: ['rule:algorithm'] },
    ],
    [
      { verdict: 'accept', marks: [] },
      { verdict: 'refuse', marks: ['field:name'] },
    ],
    [
      { verdict: 'accept', marks: [] },
      { verdict: 'accept', marks: [] },
    ],
  ]
  const { cases, same, kappa, marks } = agreementOf(pairs)
  expect({ cases, same }).toEqual({ cases: 3, same: 2 })
  expect(kappa).toBeCloseTo(0.5, 10)
  expect(marks.map(({ mark }) => mark)).toEqual(['field:name', 'rule:algorithm'])
  expect(marks[1]).toEqual({ mark: 'rule:algorithm', both: 1, firstOnly: 0, secondOnly: 0, neither: 2, kappa: 1 })
})
