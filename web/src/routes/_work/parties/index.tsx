import { createFileRoute } from '@tanstack/react-router'
import { partyFilters } from '../../../features/party/api.ts'
import { PartiesPage } from '../../../features/party/pages/parties-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/parties/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, partyFilters),
  component: Parties,
})

function Parties() {
  const navigate = Route.useNavigate()
  return <PartiesPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
