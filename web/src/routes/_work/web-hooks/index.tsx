import { createFileRoute } from '@tanstack/react-router'
import { hooksQuery } from '../../../features/integration/api.ts'
import { HooksPage } from '../../../features/integration/pages/hooks-page.tsx'

export const Route = createFileRoute('/_work/web-hooks/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(hooksQuery),
  component: HooksPage,
})
