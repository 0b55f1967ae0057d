import { createFileRoute } from '@tanstack/react-router'
import { coachingQuery } from '../../../features/coaching/api.ts'
import { CoachingPage } from '../../../features/coaching/pages/coaching-page.tsx'

export const Route = createFileRoute('/_work/coaching/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(coachingQuery(params.id)),
  component: OneCoaching,
})

function OneCoaching() {
  return <CoachingPage id={Route.useParams().id} />
}
