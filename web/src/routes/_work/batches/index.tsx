import { createFileRoute } from '@tanstack/react-router'
import { BatchListPage } from '../../../features/batch/pages/batch-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/batches/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, []),
  component: Batches,
})

function Batches() {
  const navigate = Route.useNavigate()
  return (
    <BatchListPage
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onOpen={(id) => void navigate({ to: '/batches/$id', params: { id } })}
    />
  )
}
