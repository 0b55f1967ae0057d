import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { systemQuery } from '../../../app/session.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { daysLeft } from '../days-left.ts'
import { homeText } from '../text.ts'

/** A due day and how far off it is by the registry's own clock. */
export function DueText({ due }: { due: string }) {
  const words = useText(homeText).due
  const { data: system } = useQuery(systemQuery)
  if (!system) return <DateText at={due} day />
  const days = daysLeft(due, system.now)
  return (
    <span className="due">
      <DateText at={due} day />
      <StatusTag tone={days < 0 ? 'bad' : days <= 3 ? 'attention' : 'neutral'}>
        {days < 0 ? words.over(-days) : days === 0 ? words.today : words.left(days)}
      </StatusTag>
    </span>
  )
}
