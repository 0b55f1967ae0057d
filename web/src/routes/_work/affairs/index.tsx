import { createFileRoute } from '@tanstack/react-router'
import { affairFilters } from '../../../features/register-affairs/api.ts'
import { AffairListPage } from '../../../features/register-affairs/pages/affair-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/affairs/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, affairFilters),
  component: Affairs,
})

function Affairs() {
  const navigate = Route.useNavigate()
  return <AffairListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
