import { createFileRoute } from '@tanstack/react-router'
import { QueuePage } from '../../../features/examination/pages/queue-page.tsx'
import { queueFilters } from '../../../features/examination/queue-search.ts'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/queue/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, queueFilters),
  component: Queue,
})

function Queue() {
  const navigate = Route.useNavigate()
  return <QueuePage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
