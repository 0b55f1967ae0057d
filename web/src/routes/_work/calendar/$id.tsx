import { createFileRoute } from '@tanstack/react-router'
import { calendarFileQuery, versionQuery } from '../../../features/rule-pack/api.ts'
import { CalendarVersionPage } from '../../../features/rule-pack/pages/version-page.tsx'

export const Route = createFileRoute('/_work/calendar/$id')({
  loader: async ({ context, params }) => {
    await context.queryClient.ensureQueryData(versionQuery(params.id))
    await context.queryClient.ensureQueryData(calendarFileQuery(params.id))
  },
  component: OneCalendar,
})

function OneCalendar() {
  return <CalendarVersionPage id={Route.useParams().id} />
}
