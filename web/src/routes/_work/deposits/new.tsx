import { createFileRoute } from '@tanstack/react-router'
import { DepositNewPage } from '../../../features/deposit/pages/deposit-new-page.tsx'

export const Route = createFileRoute('/_work/deposits/new')({ component: NewDeposit })

function NewDeposit() {
  const navigate = Route.useNavigate()
  return <DepositNewPage onDone={(id) => void navigate({ to: '/deposits/$id', params: { id }, ignoreBlocker: true })} />
}
