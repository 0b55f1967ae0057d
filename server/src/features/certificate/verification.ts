import { AppError } from '@datadeed/core/kernel/errors'
import type { CertificateStatus } from './status.ts'
import type { verifyWords } from './verify-words.ts'

export type Language = keyof typeof verifyWords
export type Outcome = 'valid' | 'invalid' | 'cannot_check'

/** What was asked of a file, in the order a sceptic would ask it. */
export interface Verification {
  outcome: Outcome
  kind: 'pdf' | 'package' | 'credential' | 'unknown'
  steps: { step: string; outcome: Outcome; message: string }[]
  notChecked: string[]
  certificate: CertificateStatus | null
}

export type Words = (typeof verifyWords)['zh']

/** The weightiest outcome of the steps. */
export function outcomeOf(steps: Verification['steps']): Outcome {
  if (steps.some((step) => step.outcome === 'invalid')) return 'invalid'
  return steps.some((step) => step.outcome === 'cannot_check') ? 'cannot_check' : 'valid'
}

/** Is the certificate in force today, by the register? */
export function inForce(status: CertificateStatus, words: Words): Verification['steps'][number] {
  if (status.replacedBy !== null && status.status === 'active')
    return { step: words.current, outcome: 'invalid', message: words.replaced(status.replacedBy) }
  const outcome = status.status === 'active' ? 'valid' : 'invalid'
  return { step: words.current, outcome, message: words.statuses[status.status](status) }
}

/** For keys that are not there yet. */
export function notYetTrusted(error: unknown): null {
  if (error instanceof AppError && error.code === 'evidence.not_published') return null
  throw error
}

/** One step that could not be taken. */
export function unchecked(kind: Verification['kind'], step: string, message: string): Verification {
  const steps = [{ step, outcome: 'cannot_check' as const, message }]
  return { outcome: 'cannot_check', kind, steps, notChecked: [], certificate: null }
}
