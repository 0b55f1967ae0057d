import { useSuspenseQuery } from '@tanstack/react-query'
import { useText } from '../../../app/language.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { calendarFileQuery, versionsQuery } from '../api.ts'
import { CalendarDays } from '../parts/calendar-days.tsx'
import { VersionList } from '../parts/version-list.tsx'
import { versionText } from '../version-text.ts'
import '../rule-pack.css'

function Days({ id }: { id: string }) {
  return <CalendarDays file={useSuspenseQuery(calendarFileQuery(id)).data} />
}

/** The calendar in effect, its versions, and the way to a new one. */
export function CalendarPage() {
  const text = useText(versionText).calendar
  const { items } = useSuspenseQuery(versionsQuery('calendar')).data
  const current = items.find(({ status }) => status === 'in_effect')
  return (
    <>
      <PageHeader title={text.title} lead={text.lead(current?.name ?? '')} />
      <VersionList kind="calendar" />
      {current && <Days id={current.id} />}
    </>
  )
}
