import { createFileRoute } from '@tanstack/react-router'
import { expertFilters } from '../../features/expert/api.ts'
import { ExpertsPage } from '../../features/expert/pages/experts-page.tsx'
import { parseListSearch } from '../../ui/list-search.ts'

export const Route = createFileRoute('/_work/experts')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, expertFilters),
  component: Experts,
})

function Experts() {
  const navigate = Route.useNavigate()
  return <ExpertsPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
