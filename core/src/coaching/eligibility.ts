import type { Confidence } from '../kernel/rule-pack.ts'
import type { EligibilityEffect, EligibilityRule } from '../kernel/rule-pack-coaching.ts'

/** The chosen answer of each question, by code. */
export type EligibilityAnswers = Readonly<Record<string, string>>

/** Where it stands: `open` while questions have no answer. */
export type EligibilityVerdict = 'open' | 'can_file' | 'first' | 'cannot'

export interface EligibilityItem {
  question: string
  text: string
  answer: string
  answerText: string
  effect: EligibilityEffect
  say: string
  clause: string
  source: string
  confidence: Confidence
}

export interface EligibilityResult {
  verdict: EligibilityVerdict
  /** Answered questions in their order. */
  items: EligibilityItem[]
  /** Codes of the questions that have no answer, or one the rules do not know. */
  missing: string[]
}

/** What the answers lead to under the rules; a pure function. One `stop` forbids, one `first` comes before filing. */
export function judgeEligibility({ questions }: EligibilityRule, answers: EligibilityAnswers): EligibilityResult {
  const missing: string[] = []
  const items = questions.flatMap((question): EligibilityItem[] => {
    const chosen = question.answers.find(({ code }) => code === answers[question.code])
    if (!chosen) {
      missing.push(question.code)
      return []
    }
    const { code: answer, text: answerText, ...follows } = chosen
    return [{ question: question.code, text: question.text, answer, answerText, ...follows }]
  })
  const has = (effect: EligibilityEffect) => items.some((item) => item.effect === effect)
  const verdict = missing.length > 0 ? 'open' : has('stop') ? 'cannot' : has('first') ? 'first' : 'can_file'
  return { verdict, items, missing }
}

const pair = /^([a-zA-Z][a-zA-Z0-9_]*)\.([a-zA-Z][a-zA-Z0-9_]*)$/

/** The answers as one word of an address: codes only, nothing a person typed. */
export function encodeAnswers(answers: EligibilityAnswers): string {
  return Object.entries(answers)
    .map(([question, answer]) => `${question}.${answer}`)
    .join('-')
}

/** What `encodeAnswers` wrote; what is not of its form is left out. */
export function decodeAnswers(word: string): Record<string, string> {
  return Object.fromEntries(
    word
      .slice(0, 2000)
      .split('-')
      .flatMap((part) => {
        const [, question, answer] = pair.exec(part) ?? []
        return question && answer ? [[question, answer] as const] : []
      }),
  )
}
