import { createFileRoute } from '@tanstack/react-router'
import { draftQuery } from '../../../features/decision/api.ts'
import { DraftPage } from '../../../features/decision/pages/draft-page.tsx'

export const Route = createFileRoute('/_work/decisions/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(draftQuery(params.id)),
  component: OneDecision,
})

function OneDecision() {
  return <DraftPage id={Route.useParams().id} />
}
