import { createFileRoute } from '@tanstack/react-router'
import { delegationQuery } from '../../../features/delegation/api.ts'
import { OpenPage } from '../../../features/delegation/pages/open-page.tsx'

export const Route = createFileRoute('/_work/agency/open/$id')({
  validateSearch: (raw: Record<string, unknown>): { case?: string } =>
    typeof raw.case === 'string' && /^[\da-f-]{36}$/.test(raw.case) ? { case: raw.case } : {},
  loader: ({ context, params }) => context.queryClient.ensureQueryData(delegationQuery(params.id)),
  component: Open,
})

function Open() {
  return <OpenPage id={Route.useParams().id} caseId={Route.useSearch().case} />
}
