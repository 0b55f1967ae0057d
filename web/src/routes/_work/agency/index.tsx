import { createFileRoute } from '@tanstack/react-router'
import { agencyFilters } from '../../../features/delegation/api.ts'
import { AgencyPage } from '../../../features/delegation/pages/agency-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/agency/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, agencyFilters),
  component: Agency,
})

function Agency() {
  const navigate = Route.useNavigate()
  return <AgencyPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
