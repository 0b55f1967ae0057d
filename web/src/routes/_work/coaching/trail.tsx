import { createFileRoute } from '@tanstack/react-router'
import { TrailPage } from '../../../features/coaching/pages/trail-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/coaching/trail')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, ['number']),
  component: Trail,
})

function Trail() {
  const navigate = Route.useNavigate()
  return <TrailPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
