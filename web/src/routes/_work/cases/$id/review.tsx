import { createFileRoute } from '@tanstack/react-router'
import { caseQuery } from '../../../../features/filing/api.ts'
import { ReviewPage } from '../../../../features/filing/pages/review-page.tsx'

export const Route = createFileRoute('/_work/cases/$id/review')({
  loader: ({ context, params }) => context.queryClient.fetchQuery({ ...caseQuery(params.id), staleTime: 0 }),
  // Changing the step is no reason to read the case again under the form.
  shouldReload: ({ cause }) => cause === 'enter',
  component: Review,
})

function Review() {
  const navigate = Route.useNavigate()
  const { id } = Route.useParams()
  return <ReviewPage id={id} onDone={() => void navigate({ to: '/cases/$id', params: { id } })} />
}
