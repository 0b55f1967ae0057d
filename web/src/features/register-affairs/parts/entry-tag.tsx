import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { Registration } from '../api.ts'
import { registerAffairsText } from '../text.ts'

const tones: Record<Registration['status'], Tone> = {
  active: 'good',
  suspended: 'attention',
  expired: 'neutral',
  cancelled: 'neutral',
  revoked: 'bad',
}

export function EntryTag({ status }: { status: Registration['status'] }) {
  return <StatusTag tone={tones[status]}>{useText(registerAffairsText).entryStatuses[status]}</StatusTag>
}
