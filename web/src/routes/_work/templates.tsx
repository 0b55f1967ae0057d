import { createFileRoute } from '@tanstack/react-router'
import { exampleFilters } from '../../features/template/api.ts'
import { TemplatesPage } from '../../features/template/pages/templates-page.tsx'
import { parseListSearch } from '../../ui/list-search.ts'

export const Route = createFileRoute('/_work/templates')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, exampleFilters),
  component: Templates,
})

function Templates() {
  const navigate = Route.useNavigate()
  return (
    <TemplatesPage
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onCase={(id) => void navigate({ to: '/cases/$id', params: { id }, search: {} })}
    />
  )
}
