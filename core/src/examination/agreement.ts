export const verdicts = ['accept', 'correct', 'refuse'] as const
export type Verdict = (typeof verdicts)[number]

/** What one person made of a case: the verdict, and each ground, rule or field found wanting. */
export interface Opinion {
  verdict: Verdict
  marks: readonly string[]
}
export type Pair = readonly [Opinion, Opinion]

/**
 * Cohen's kappa of two people's answers to the same questions: 1 is full agreement, 0 what chance gives, below 0 worse than chance. Null
 * without answers, and where both always gave the same one answer: then chance explains everything.
 */
export function cohenKappa(answers: readonly (readonly [string, string])[]): number | null {
  const n = answers.length
  if (n === 0) return null
  const share = (side: 0 | 1, word: string) => answers.filter((pair) => pair[side] === word).length / n
  const words = new Set(answers.flat())
  const observed = answers.filter(([a, b]) => a === b).length / n
  const expected = [...words].reduce((sum, word) => sum + share(0, word) * share(1, word), 0)
  return expected === 1 ? null : (observed - expected) / (1 - expected)
}

export interface MarkAgreement {
  mark: string
  both: number
  firstOnly: number
  secondOnly: number
  neither: number
  kappa: number | null
}

export interface Agreement {
  cases: number
  same: number
  kappa: number | null
  marks: MarkAgreement[]
}

/** Agreement of pairs of independent opinions: on the verdict, and on each mark that anybody set, most disputed first. */
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const marks = [...new Set(pairs.flatMap(([a, b]) => [...a.marks, ...b.marks]))].sort()
  const set = ({ marks: own }: Opinion, mark: string) => (own.includes(mark) ? 'yes' : 'no')
  return {
    cases: pairs.length,
    same: pairs.filter(([a, b]) => a.verdict === b.verdict).length,
    kappa: cohenKappa(pairs.map(([a, b]) => [a.verdict, b.verdict] as const)),
    marks: marks
      .map((mark) => {
        const answers = pairs.map(([a, b]) => [set(a, mark), set(b, mark)] as const)
        const count = (first: string, second: string) => answers.filter(([a, b]) => a === first && b === second).length
        return {
          mark,
          both: count('yes', 'yes'),
          firstOnly: count('yes', 'no'),
          secondOnly: count('no', 'yes'),
          neither: count('no', 'no'),
          kappa: cohenKappa(answers),
        }
      })
      .sort((a, b) => b.firstOnly + b.secondOnly - (a.firstOnly + a.secondOnly) || (a.mark < b.mark ? -1 : 1)),
  }
}
