import { createFileRoute } from '@tanstack/react-router'
import { affairQuery } from '../../../features/register-affairs/api.ts'
import { AffairPage } from '../../../features/register-affairs/pages/affair-page.tsx'

export const Route = createFileRoute('/_work/affairs/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(affairQuery(params.id)),
  component: OneAffair,
})

function OneAffair() {
  return <AffairPage id={Route.useParams().id} />
}
