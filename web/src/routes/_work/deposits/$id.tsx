import { createFileRoute } from '@tanstack/react-router'
import { depositQuery } from '../../../features/deposit/api.ts'
import { DepositPage } from '../../../features/deposit/pages/deposit-page.tsx'

export const Route = createFileRoute('/_work/deposits/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(depositQuery(params.id)),
  component: Deposit,
})

function Deposit() {
  const navigate = Route.useNavigate()
  const { id } = Route.useParams()
  return <DepositPage id={id} onCase={(made) => void navigate({ to: '/cases/$id', params: { id: made } })} />
}
