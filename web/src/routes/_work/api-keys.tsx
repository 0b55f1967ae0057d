import { createFileRoute } from '@tanstack/react-router'
import { keysQuery } from '../../features/integration/api.ts'
import { KeysPage } from '../../features/integration/pages/keys-page.tsx'

export const Route = createFileRoute('/_work/api-keys')({
  loader: ({ context }) => context.queryClient.ensureQueryData(keysQuery),
  component: KeysPage,
})
