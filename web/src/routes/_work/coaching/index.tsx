import { createFileRoute } from '@tanstack/react-router'
import { coachingFilters } from '../../../features/coaching/api.ts'
import { CoachingListPage } from '../../../features/coaching/pages/coaching-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/coaching/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, coachingFilters),
  component: Coaching,
})

function Coaching() {
  const navigate = Route.useNavigate()
  return <CoachingListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
