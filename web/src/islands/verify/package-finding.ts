import {
  adviceText,
  type Crypto,
  inBeijing,
  type Outcome,
  parsePackage,
  reasonText,
  severityOf,
  stepText,
  utf8Decode,
  type Verdict,
} from '@datadeed/evidence'
import type { CheckStep } from './finding.ts'
import { language, other, text } from './text.ts'

/** The weightiest outcome decides. */
export const weightiest = (steps: readonly CheckStep[]): Outcome =>
  steps.some((step) => step.outcome === 'invalid')
    ? 'invalid'
    : steps.some((step) => step.outcome === 'cannot_check')
      ? 'cannot_check'
      : 'valid'

/** Each step in words, with what to do where it failed. */
export function packageSteps(verdict: Verdict): CheckStep[] {
  return verdict.steps.map(({ step, outcome, reason }) => ({
    step: stepText(step, language),
    outcome,
    ...(reason && outcome !== 'valid'
      ? {
          message: reasonText(reason.code, language, reason.params),
          also: reasonText(reason.code, other, reason.params),
          advice: adviceText(reason.code, language),
          code: reason.code,
        }
      : { message: outcome === 'valid' ? text.passed : text.notReached }),
  }))
}

/** What is to be known though it decides nothing. */
export function packageNotes(verdict: Verdict, skip: string | null = null): string[] {
  return verdict.reasons
    .filter(({ code }) => severityOf(code) === 'notice' && code !== skip)
    .map(({ code, params }) => reasonText(code, language, params))
}

/** What the evidence says. Words over evidence that does not hold say nothing. */
export function packageFacts(crypto: Crypto, verdict: Verdict, bytes: Uint8Array): [string, string][] {
  if (!verdict.facts || verdict.outcome === 'invalid') return []
  return factsOf(verdict, parsePackage(crypto, utf8Decode(bytes)).statement[language])
}

function factsOf({ facts, asOf }: Verdict, statement: string | null): [string, string][] {
  if (!facts) return []
  const rows: [string, string | null][] = [
    [text.subject, facts.subject],
    [text.name, facts.certificate?.title ?? null],
    [text.holder, facts.owner && [facts.owner.name, facts.owner.code].filter(Boolean).join(' ')],
    [
      text.witnessed,
      asOf ? text.witnessedAt(inBeijing(asOf.witnessedAt), asOf.notBefore && inBeijing(asOf.notBefore)) : null,
    ],
    ...facts.timestamps
      .map(({ authority, time }): [string, string] => [text.stamped, `${inBeijing(time)} ${authority}`])
      .slice(0, 1),
    ['SHA-256', facts.digests.sha256],
    ['SM3', facts.digests.sm3],
    [text.statement, statement],
  ]
  return rows.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
}
