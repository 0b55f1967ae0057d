import { createFileRoute } from '@tanstack/react-router'
import { delegationQuery } from '../../../features/delegation/api.ts'
import { OpenPage } from '../../../features/delegation/pages/open-page.tsx'

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\da-f-]{36}$/.test(value)

export const Route = createFileRoute('/_work/agency/open/$id')({
  validateSearch: (raw: Record<string, unknown>): { case?: string; affair?: string } => ({
    ...(isId(raw.case) ? { case: raw.case } : {}),
    ...(isId(raw.affair) ? { affair: raw.affair } : {}),
  }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(delegationQuery(params.id)),
  component: Open,
})

function Open() {
  const { case: caseId, affair } = Route.useSearch()
  const to = affair ? `/affairs/${affair}` : caseId ? `/cases/${caseId}` : '/cases'
  return <OpenPage id={Route.useParams().id} to={to} />
}
