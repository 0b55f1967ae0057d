import { cohortStatusNames } from '@datadeed/core/examination/cohort-machine'
import { useLanguage } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { CohortStatus } from '../api.ts'

const tones: Partial<Record<CohortStatus, Tone>> = {
  exemplar: 'attention',
  sampling: 'attention',
  ready: 'attention',
  proposed: 'attention',
  approved: 'attention',
  released: 'good',
  dissolved: 'neutral',
}

export function CohortTag({ status }: { status: CohortStatus }) {
  return <StatusTag tone={tones[status] ?? 'active'}>{cohortStatusNames[status][useLanguage()]}</StatusTag>
}
