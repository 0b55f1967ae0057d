import { createFileRoute } from '@tanstack/react-router'
import { SecondPage } from '../../../features/examination/pages/second-page.tsx'
import { secondQuery } from '../../../features/examination/workbench-api.ts'

export const Route = createFileRoute('/_work/second/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(secondQuery(params.id)),
  component: Second,
})

function Second() {
  const { id } = Route.useParams()
  return <SecondPage key={id} id={id} />
}
