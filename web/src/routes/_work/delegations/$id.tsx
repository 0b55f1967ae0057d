import { createFileRoute } from '@tanstack/react-router'
import { delegationActsQuery, delegationQuery } from '../../../features/delegation/api.ts'
import { DelegationPage } from '../../../features/delegation/pages/delegation-page.tsx'

export const Route = createFileRoute('/_work/delegations/$id')({
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(delegationQuery(id)),
      queryClient.ensureQueryData(delegationActsQuery(id)),
    ]),
  component: OneDelegation,
})

function OneDelegation() {
  return <DelegationPage id={Route.useParams().id} />
}
