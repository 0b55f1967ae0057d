import { createFileRoute } from '@tanstack/react-router'
import { hookQuery } from '../../../features/integration/api.ts'
import { HookPage } from '../../../features/integration/pages/hook-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/web-hooks/$id')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, []),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(hookQuery(params.id)),
  component: OneHook,
})

function OneHook() {
  const navigate = Route.useNavigate()
  return (
    <HookPage
      id={Route.useParams().id}
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search })}
      onRemoved={() => void navigate({ to: '/web-hooks' })}
    />
  )
}
