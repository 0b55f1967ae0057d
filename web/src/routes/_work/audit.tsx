import { createFileRoute } from '@tanstack/react-router'
import { auditFilters } from '../../features/audit/api.ts'
import { AuditPage } from '../../features/audit/pages/audit-page.tsx'
import { parseListSearch } from '../../ui/list-search.ts'

export const Route = createFileRoute('/_work/audit')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, auditFilters),
  component: Audit,
})

function Audit() {
  const navigate = Route.useNavigate()
  return <AuditPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
