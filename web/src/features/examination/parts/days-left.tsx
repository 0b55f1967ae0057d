import { daysBetween, toChinaDate } from '@datadeed/core/kernel/dates'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { systemQuery } from '../../../app/session.ts'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { examinationText } from '../text.ts'

/** Today as the registry counts it: the server's clock, which in a demonstration is not the reader's. */
export function useToday(): string {
  const { data } = useQuery(systemQuery)
  return toChinaDate(data ? Date.parse(data.now) : Date.now())
}

/** Calendar days to the last day of the running time limit. */
export function DaysLeft({ due }: { due: string | null }) {
  const text = useText(examinationText).due
  const today = useToday()
  if (!due) return <span className="hint">{text.none}</span>
  const days = daysBetween(today, due)
  const words = days < 0 ? text.over(-days) : days === 0 ? text.today : text.left(days)
  return <StatusTag tone={days < 0 ? 'bad' : days <= 2 ? 'attention' : 'neutral'}>{words}</StatusTag>
}
