import { createFileRoute } from '@tanstack/react-router'
import { ResetPage } from '../features/account/pages/reset-page.tsx'

export const Route = createFileRoute('/reset')({
  validateSearch: (raw: Record<string, unknown>): { token?: string } =>
    typeof raw.token === 'string' ? { token: raw.token } : {},
  component: Reset,
})

function Reset() {
  return <ResetPage token={Route.useSearch().token} />
}
