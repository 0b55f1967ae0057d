import { batchStatusNames } from '@datadeed/core/filing/batch-machine'
import { useLanguage } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { BatchStatus } from '../api.ts'

const tones: Partial<Record<BatchStatus, Tone>> = { receiving: 'attention', ready: 'good', undone: 'neutral' }

export function BatchTag({ status }: { status: BatchStatus }) {
  return <StatusTag tone={tones[status] ?? 'active'}>{batchStatusNames[status][useLanguage()]}</StatusTag>
}
