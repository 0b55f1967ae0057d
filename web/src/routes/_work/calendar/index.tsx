import { createFileRoute } from '@tanstack/react-router'
import { versionsQuery } from '../../../features/rule-pack/api.ts'
import { CalendarPage } from '../../../features/rule-pack/pages/calendar-page.tsx'

export const Route = createFileRoute('/_work/calendar/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(versionsQuery('calendar')),
  component: CalendarPage,
})
