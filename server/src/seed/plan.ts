import type { CaseStatus } from '@datadeed/core/filing/machine'

/** How many demonstration cases end in each state. */
export const caseCounts: Record<CaseStatus, number> = {
  registered: 16,
  refused: 3,
  withdrawn: 2,
  deemed_withdrawn: 1,
  objection_pending: 2,
  public_notice: 8,
  acceptance_proposed: 3,
  refusal_proposed: 2,
  correction_required: 5,
  under_review: 6,
  submitted: 7,
  awaiting_signature: 3,
  draft: 5,
}

/** Days before today on which a case of a state was begun; the spread keeps them apart. */
const begun: Record<CaseStatus, { last: number; spread: number }> = {
  registered: { last: 40, spread: 9 },
  refused: { last: 30, spread: 8 },
  withdrawn: { last: 20, spread: 6 },
  deemed_withdrawn: { last: 45, spread: 5 },
  objection_pending: { last: 12, spread: 1 },
  public_notice: { last: 9, spread: 0.5 },
  acceptance_proposed: { last: 6, spread: 0.6 },
  refusal_proposed: { last: 6, spread: 0.6 },
  correction_required: { last: 7, spread: 0.8 },
  under_review: { last: 5, spread: 0.5 },
  submitted: { last: 3, spread: 0.4 },
  awaiting_signature: { last: 2, spread: 0.4 },
  draft: { last: 2, spread: 0.3 },
}

export interface PlannedCase {
  status: CaseStatus
  /** Days before now. */
  daysAgo: number
}

/** All cases, oldest first, so that numbers run with time. */
export function plannedCases(): PlannedCase[] {
  return (Object.keys(caseCounts) as CaseStatus[])
    .flatMap((status) =>
      Array.from({ length: caseCounts[status] }, (_, i) => ({
        status,
        daysAgo: begun[status].last + i * begun[status].spread,
      })),
    )
    .sort((a, b) => b.daysAgo - a.daysAgo)
}
