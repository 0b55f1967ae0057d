import { useText } from '../../../app/language.ts'
import { StatusTag } from '../../../ui/status-tag.tsx'
import type { Hook } from '../api.ts'
import { integrationText } from '../text.ts'

export function HookState({ hook: { on, offReason, failures } }: { hook: Hook }) {
  const { hooks: text } = useText(integrationText)
  if (!on)
    return <StatusTag tone={offReason === 'person' ? 'neutral' : 'bad'}>{text.off[offReason ?? 'person']}</StatusTag>
  if (failures > 0) return <StatusTag tone="attention">{text.failing(failures)}</StatusTag>
  return <StatusTag tone="good">{text.on}</StatusTag>
}
