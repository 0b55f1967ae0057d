import { createFileRoute } from '@tanstack/react-router'
import { actFilters } from '../../features/inbox/api.ts'
import { ActsPage } from '../../features/inbox/pages/acts-page.tsx'
import { parseListSearch } from '../../ui/list-search.ts'

export const Route = createFileRoute('/_work/acts')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, actFilters),
  component: Acts,
})

function Acts() {
  const navigate = Route.useNavigate()
  return <ActsPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
