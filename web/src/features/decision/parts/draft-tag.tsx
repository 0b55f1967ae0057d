import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { Draft } from '../api.ts'
import { decisionText } from '../text.ts'

const tones: Record<Draft['status'], Tone> = {
  drafted: 'attention',
  checked: 'active',
  released: 'good',
  withheld: 'neutral',
}

export function DraftTag({ status }: { status: Draft['status'] }) {
  return <StatusTag tone={tones[status]}>{useText(decisionText).status[status]}</StatusTag>
}
