import { createFileRoute } from '@tanstack/react-router'
import { preferencesQuery } from '../../../features/inbox/api.ts'
import { MailPage } from '../../../features/inbox/pages/mail-page.tsx'

export const Route = createFileRoute('/_work/inbox/mail')({
  loader: ({ context }) => context.queryClient.ensureQueryData(preferencesQuery),
  component: MailPage,
})
