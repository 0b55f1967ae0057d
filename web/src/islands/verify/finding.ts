import type { Outcome } from '@datadeed/evidence'

export interface CheckStep {
  step: string
  outcome: Outcome
  message: string
  /** The reason in the other language, what to do about it, and its code, where a step did not pass. */
  also?: string
  advice?: string | null
  code?: string
}

/** What was found, ready to be shown. */
export interface Finding {
  outcome: Outcome
  /** Said below the headline in place of the usual words. */
  lead?: string
  kind: 'pdf' | 'package' | 'credential' | 'unknown'
  steps: CheckStep[]
  notes: string[]
  facts: [string, string][]
  /** Number of a certificate this site knows. */
  certificate: string | null
}
