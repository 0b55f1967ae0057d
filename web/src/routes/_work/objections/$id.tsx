import { createFileRoute } from '@tanstack/react-router'
import { objectionQuery } from '../../../features/objection/api.ts'
import { ObjectionPage } from '../../../features/objection/pages/objection-page.tsx'

export const Route = createFileRoute('/_work/objections/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(objectionQuery(params.id)),
  component: OneObjection,
})

function OneObjection() {
  return <ObjectionPage id={Route.useParams().id} />
}
