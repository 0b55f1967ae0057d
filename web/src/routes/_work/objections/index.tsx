import { createFileRoute } from '@tanstack/react-router'
import { objectionFilters } from '../../../features/objection/api.ts'
import { ObjectionListPage } from '../../../features/objection/pages/objection-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/objections/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, objectionFilters),
  component: Objections,
})

function Objections() {
  const navigate = Route.useNavigate()
  return <ObjectionListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
