import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { CoachingCase } from '../api.ts'
import { coachingText } from '../text.ts'

type Status = CoachingCase['status']
const tones: Record<Status, Tone> = { open: 'attention', coaching: 'active', closed: 'good' }

export function CoachingStatus({ status }: { status: Status }) {
  return <StatusTag tone={tones[status]}>{useText(coachingText).statuses[status]}</StatusTag>
}
