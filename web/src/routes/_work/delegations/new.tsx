import { createFileRoute } from '@tanstack/react-router'
import { GrantPage } from '../../../features/delegation/pages/grant-page.tsx'

export const Route = createFileRoute('/_work/delegations/new')({
  component: NewDelegation,
})

function NewDelegation() {
  const navigate = Route.useNavigate()
  return <GrantPage onSigned={({ id }) => void navigate({ to: '/delegations/$id', params: { id } })} />
}
