import { statusNames } from '@datadeed/core/filing/machine'
import { useLanguage } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { CaseStatus } from '../api.ts'

const tones: Record<CaseStatus, Tone> = {
  draft: 'neutral',
  awaiting_signature: 'attention',
  submitted: 'active',
  under_review: 'active',
  correction_required: 'attention',
  acceptance_proposed: 'active',
  refusal_proposed: 'active',
  public_notice: 'active',
  objection_pending: 'attention',
  registered: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  deemed_withdrawn: 'neutral',
}
/** While the office deliberates, the company is told no more than that. */
const shownAs: Partial<Record<CaseStatus, CaseStatus>> = {
  acceptance_proposed: 'under_review',
  refusal_proposed: 'under_review',
}

/** A case's state in the procedure's own words. */
export function CaseTag({ status, staff = false }: { status: CaseStatus; staff?: boolean }) {
  const shown = staff ? status : (shownAs[status] ?? status)
  return <StatusTag tone={tones[shown]}>{statusNames[shown][useLanguage()]}</StatusTag>
}
