import { useText } from '../../../app/language.ts'
import { StatusTag, type Tone } from '../../../ui/status-tag.tsx'
import type { DelegationBrief } from '../api.ts'
import { delegationText } from '../text.ts'

const tones: Record<DelegationBrief['state'], Tone> = {
  offered: 'attention',
  waiting: 'active',
  in_force: 'good',
  declined: 'neutral',
  revoked: 'bad',
  expired: 'neutral',
}

export function StateTag({ state }: { state: DelegationBrief['state'] }) {
  return <StatusTag tone={tones[state]}>{useText(delegationText).states[state]}</StatusTag>
}
