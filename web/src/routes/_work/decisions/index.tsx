import { createFileRoute } from '@tanstack/react-router'
import { draftFilters } from '../../../features/decision/api.ts'
import { DraftListPage } from '../../../features/decision/pages/draft-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/decisions/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, draftFilters),
  component: Decisions,
})

function Decisions() {
  const navigate = Route.useNavigate()
  return <DraftListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
