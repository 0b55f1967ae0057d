import { createFileRoute } from '@tanstack/react-router'
import { caseFilters } from '../../../features/filing/api.ts'
import { CaseListPage } from '../../../features/filing/pages/case-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/cases/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, caseFilters),
  component: Cases,
})

function Cases() {
  const navigate = Route.useNavigate()
  return <CaseListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
