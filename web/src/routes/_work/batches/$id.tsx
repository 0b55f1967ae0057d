import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { meQuery } from '../../../app/session.ts'
import { batchQuery, rowFilters } from '../../../features/batch/api.ts'
import { BatchPage } from '../../../features/batch/pages/batch-page.tsx'
import { parseListSearch } from '../../../ui/list-search.ts'

export const Route = createFileRoute('/_work/batches/$id')({
  validateSearch: (raw: Record<string, unknown>) => parseListSearch(raw, rowFilters),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(batchQuery(params.id)),
  component: OneBatch,
})

function OneBatch() {
  const navigate = Route.useNavigate()
  return (
    <BatchPage
      id={Route.useParams().id}
      signatory={useSuspenseQuery(meQuery).data.account.roles.includes('signatory')}
      search={Route.useSearch()}
      onSearch={(search) => void navigate({ search, resetScroll: false })}
    />
  )
}
