import { createFileRoute } from '@tanstack/react-router'
import { depositFilters } from '../../../features/deposit/api.ts'
import { DepositListPage } from '../../../features/deposit/pages/deposit-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/deposits/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, depositFilters),
  component: Deposits,
})

function Deposits() {
  const navigate = Route.useNavigate()
  return <DepositListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
