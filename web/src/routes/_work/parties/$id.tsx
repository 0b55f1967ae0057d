import { createFileRoute } from '@tanstack/react-router'
import { partyQuery } from '../../../features/party/api.ts'
import { PartyPage } from '../../../features/party/pages/party-page.tsx'

export const Route = createFileRoute('/_work/parties/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(partyQuery(params.id)),
  component: OneParty,
})

function OneParty() {
  return <PartyPage id={Route.useParams().id} />
}
