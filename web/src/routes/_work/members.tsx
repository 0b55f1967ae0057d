import { createFileRoute } from '@tanstack/react-router'
import { membersQuery } from '../../features/member/api.ts'
import { MembersPage } from '../../features/member/pages/members-page.tsx'

export const Route = createFileRoute('/_work/members')({
  loader: ({ context }) => context.queryClient.ensureQueryData(membersQuery),
  component: MembersPage,
})
