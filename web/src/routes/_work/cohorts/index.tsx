import { createFileRoute } from '@tanstack/react-router'
import { cohortFilters } from '../../../features/cohort/api.ts'
import { CohortListPage } from '../../../features/cohort/pages/cohort-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/cohorts/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, cohortFilters),
  component: Cohorts,
})

function Cohorts() {
  const navigate = Route.useNavigate()
  return (
    <CohortListPage
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onOpen={(id) => void navigate({ to: '/cohorts/$id', params: { id } })}
    />
  )
}
