import { createFileRoute } from '@tanstack/react-router'
import { caseQuery } from '../../../features/examination/api.ts'
import { CasePage } from '../../../features/examination/pages/case-page.tsx'
import { type SideTab, sideTabs } from '../../../features/examination/side-tabs.ts'

export const Route = createFileRoute('/_work/queue/$id')({
  validateSearch: (raw: Record<string, unknown>): { side?: SideTab } => {
    const side = sideTabs.find((name) => name === raw.side)
    return side ? { side } : {}
  },
  loader: ({ context, params }) => context.queryClient.ensureQueryData(caseQuery(params.id)),
  component: OneCase,
})

function OneCase() {
  const { id } = Route.useParams()
  const { side = 'findings' } = Route.useSearch()
  const navigate = Route.useNavigate()
  return (
    <CasePage
      key={id}
      id={id}
      tab={side}
      onTab={(tab) => void navigate({ search: { side: tab }, replace: true, resetScroll: false })}
    />
  )
}
