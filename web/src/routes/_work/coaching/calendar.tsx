import { createFileRoute } from '@tanstack/react-router'
import { CalendarPage, type CalendarSearch } from '../../../features/coaching/pages/calendar-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/coaching/calendar')({
  validateSearch: (raw: Record<string, unknown>): CalendarSearch => {
    const { week, coaching, insteadOf } = parseListSearch(raw, ['week', 'coaching', 'insteadOf'])
    return { ...(week && { week }), ...(coaching && { coaching }), ...(insteadOf && { insteadOf }) }
  },
  component: Calendar,
})

function Calendar() {
  const navigate = Route.useNavigate()
  return <CalendarPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
