import { type CaseStatus, statusNames } from '@datadeed/core/filing/machine'
import { useLanguage, useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import { examinationText } from '../text.ts'

const tones: Partial<Record<CaseStatus, Tone>> = {
  submitted: 'active',
  under_review: 'active',
  correction_required: 'attention',
  acceptance_proposed: 'attention',
  refusal_proposed: 'attention',
  objection_pending: 'attention',
  public_notice: 'active',
  registered: 'good',
  refused: 'bad',
}

export function CaseStatusTag({ status }: { status: CaseStatus }) {
  return <StatusTag tone={tones[status] ?? 'neutral'}>{statusNames[status][useLanguage()]}</StatusTag>
}

export function FindingCounts({ errors, warnings }: { errors: number; warnings: number }) {
  const text = useText(examinationText).findings
  if (errors === 0 && warnings === 0) return <span className="hint">{text.none}</span>
  return (
    <span className="finding-counts">
      {errors > 0 && <span className="count-error">{text.errors(errors)}</span>}
      {warnings > 0 && <span className="count-warning">{text.warnings(warnings)}</span>}
    </span>
  )
}
