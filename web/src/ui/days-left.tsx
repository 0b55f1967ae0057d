import { daysBetween, toChinaDate } from '@datadeed/core/kernel/dates'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../app/language.ts'
import { systemQuery } from '../app/session.ts'
import { StatusTag } from './status-tag.tsx'
import { uiText } from './text.ts'

/** Calendar days from the day that `now` (ms) falls on in China to a legal day; negative when it is over. */
export const daysLeft = (due: string, now: number): number => daysBetween(toChinaDate(now), due)

/** Calendar days to the last day of a time limit by the server's clock, which in a demonstration is not the reader's. */
export function DaysLeft({ due }: { due: string | null }) {
  const text = useText(uiText).due
  const { data: system } = useQuery(systemQuery)
  if (!due) return <span className="hint">{text.none}</span>
  const days = daysLeft(due, system ? Date.parse(system.now) : Date.now())
  const words = days < 0 ? text.over(-days) : days === 0 ? text.today : text.left(days)
  return <StatusTag tone={days < 0 ? 'bad' : days <= 3 ? 'attention' : 'neutral'}>{words}</StatusTag>
}
