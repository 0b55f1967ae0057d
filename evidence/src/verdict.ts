import type { Digests } from './crypto.ts'
import type { CertificateValue, OwnerValue } from './disclosed.ts'
import type { EntryType } from './entry.ts'
import { type Reason, severityOf } from './reasons.ts'
import type { StampedTime } from './verify-timestamp.ts'

/** The questions in the order somebody who doubts would ask them. */
export const STEPS = ['intact', 'content', 'logged', 'witnessed', 'current'] as const
export type Step = (typeof STEPS)[number]

/** `invalid`: proved wrong. `cannot_check`: neither proved nor disproved here and now. */
export type Outcome = 'valid' | 'invalid' | 'cannot_check'

/** How one question was answered; `reason` is the weightiest of its reasons. */
export interface StepResult {
  readonly step: Step
  readonly outcome: Outcome
  readonly reason?: Reason
}

/** What the evidence says, whether or not it holds. Null where it is not known. */
export interface Facts {
  readonly kind: EntryType
  readonly subject: string
  /** What the log wrote, RFC 3339. */
  readonly loggedTime: string
  readonly digests: Digests
  readonly owner: OwnerValue | null
  readonly certificate: CertificateValue | null
  readonly files: number | null
  readonly bytes: number | null
  readonly origin: string
  readonly index: number
  readonly treeSize: number
  readonly witnesses: readonly string[]
  /** Timestamps of authorities that hold, in the order of the package. */
  readonly timestamps: readonly StampedTime[]
}

/** The answer of a verifier. What was not checked stands among the reasons, also when the outcome is `valid`. */
export interface Verdict {
  readonly outcome: Outcome
  /** The entry existed by `witnessedAt` and, when `notBefore` is not null, not before that (RFC 3339). */
  readonly asOf?: { readonly notBefore: string | null; readonly witnessedAt: string }
  readonly reasons: readonly Reason[]
  readonly steps: readonly StepResult[]
  readonly facts: Facts | null
}

const STEP_TEXT: Readonly<Record<Step, { readonly zh: string; readonly en: string }>> = {
  intact: { zh: '文件完整、未被改动', en: 'The file is whole and unaltered' },
  content: { zh: '所示内容与日志记录一致', en: 'What it shows is what was logged' },
  logged: { zh: '记录确在日志中', en: 'The entry is in the log' },
  witnessed: { zh: '独立见证方看到过', en: 'Independent witnesses saw it' },
  current: { zh: '现在是否仍然有效', en: 'Whether it still holds' },
}

/** The name of a step for a person. */
export function stepText(step: Step, language: 'zh' | 'en'): string {
  return STEP_TEXT[step][language]
}

/** Outcome of a list of reasons: the weightiest decides, notices do not. */
export function outcomeOf(reasons: readonly Reason[]): Outcome {
  const has = (severity: string) => reasons.some((r) => severityOf(r.code) === severity)
  return has('invalid') ? 'invalid' : has('cannot_check') ? 'cannot_check' : 'valid'
}

/** One step from its reasons. */
export function stepResult(step: Step, reasons: readonly Reason[]): StepResult {
  const outcome = outcomeOf(reasons)
  const first = reasons.find((r) => severityOf(r.code) === outcome) ?? reasons[0]
  return first === undefined ? { step, outcome } : { step, outcome, reason: first }
}
