import { createFileRoute } from '@tanstack/react-router'
import { inboxFilters } from '../../../features/inbox/api.ts'
import { InboxPage } from '../../../features/inbox/pages/inbox-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/inbox/')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, inboxFilters),
  component: Inbox,
})

function Inbox() {
  const navigate = Route.useNavigate()
  return <InboxPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />
}
