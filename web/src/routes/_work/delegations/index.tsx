import { createFileRoute } from '@tanstack/react-router'
import { delegationsQuery } from '../../../features/delegation/api.ts'
import { DelegationListPage } from '../../../features/delegation/pages/delegation-list-page.tsx'

export const Route = createFileRoute('/_work/delegations/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(delegationsQuery),
  component: DelegationListPage,
})
