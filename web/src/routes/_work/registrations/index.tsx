import { createFileRoute } from '@tanstack/react-router'
import { registrationFilters } from '../../../features/register-affairs/api.ts'
import { RegistrationListPage } from '../../../features/register-affairs/pages/registration-list-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/registrations/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, registrationFilters),
  component: Registrations,
})

function Registrations() {
  const navigate = Route.useNavigate()
  return <RegistrationListPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
