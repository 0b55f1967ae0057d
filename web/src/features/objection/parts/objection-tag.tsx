import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { Objection } from '../api.ts'
import { objectionText } from '../text.ts'

const tones: Record<Objection['status'], Tone> = {
  lodged: 'attention',
  answered: 'active',
  mediation: 'active',
  settled: 'good',
  withdrawn: 'neutral',
  dismissed: 'good',
  upheld: 'bad',
}

export function ObjectionTag({ status }: { status: Objection['status'] }) {
  return <StatusTag tone={tones[status]}>{useText(objectionText).status[status]}</StatusTag>
}
