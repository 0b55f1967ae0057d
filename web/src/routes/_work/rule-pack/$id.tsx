import { createFileRoute } from '@tanstack/react-router'
import { packFileQuery, versionQuery } from '../../../features/rule-pack/api.ts'
import { PackVersionPage } from '../../../features/rule-pack/pages/version-page.tsx'

export const Route = createFileRoute('/_work/rule-pack/$id')({
  loader: async ({ context, params }) => {
    await context.queryClient.ensureQueryData(versionQuery(params.id))
    await context.queryClient.ensureQueryData(packFileQuery(params.id))
  },
  component: OnePack,
})

function OnePack() {
  return <PackVersionPage id={Route.useParams().id} />
}
