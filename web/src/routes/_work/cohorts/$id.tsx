import { createFileRoute } from '@tanstack/react-router'
import { cohortQuery, memberFilters } from '../../../features/cohort/api.ts'
import { CohortPage } from '../../../features/cohort/pages/cohort-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/cohorts/$id')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, memberFilters),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(cohortQuery(params.id)),
  component: OneCohort,
})

function OneCohort() {
  const navigate = Route.useNavigate()
  return (
    <CohortPage
      id={Route.useParams().id}
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, resetScroll: false })}
    />
  )
}
