import type { Outcome } from '@datadeed/evidence'

export interface CheckStep {
  step: string
  outcome: Outcome
  message: string
}

/** What was found, ready to be shown. */
export interface Finding {
  outcome: Outcome
  kind: 'pdf' | 'package' | 'credential' | 'unknown'
  steps: CheckStep[]
  notes: string[]
  facts: [string, string][]
  /** Number of a certificate this site knows. */
  certificate: string | null
}
