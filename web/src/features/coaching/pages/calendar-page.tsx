import { addDays, isIsoDate, toChinaDate, weekday } from '@datadeed/core/kernel/dates'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { meQuery, systemQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { formatDate, formatDateTime } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ListSkeleton } from '../../../ui/skeletons.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { bookSlot, calendarQuery, coachingListQuery, type Slot } from '../api.ts'
import { SlotForm } from '../parts/slot-form.tsx'
import { SlotList } from '../parts/slot-list.tsx'
import { ToCoaching } from '../parts/to-coaching.tsx'
import { coachingText } from '../text.ts'
import '../coaching.css'

export type CalendarSearch = { week?: string; coaching?: string; insteadOf?: string }
type Props = { search: CalendarSearch; onSearch: (next: CalendarSearch) => void }

/** Monday of the week of a day. */
const monday = (day: string) => addDays(day, -((weekday(day) + 6) % 7))

/** Which of the own cases a visit is booked for, where the address does not say. */
function CaseChoice({ search, onSearch }: Props) {
  const text = useText(coachingText).calendarPage
  const { data } = useQuery(coachingListQuery({}))
  const open = (data?.items ?? []).filter(({ status }) => status !== 'closed')
  const chosen = open.find(({ id }) => id === search.coaching)
  if (data && open.length === 0) return <p>{text.noCase}</p>
  return (
    <Select
      aria-label={text.choose}
      placeholder={text.choose}
      value={chosen?.id}
      options={open.map(({ id, number, topic }) => ({ value: id, label: `${number} ${topic}` }))}
      onChange={(coaching) => onSearch({ ...(search.week && { week: search.week }), coaching })}
    />
  )
}

/** A week of slots: a company books for one of its cases, a coach offers, withdraws and sees who comes. */
export function CalendarPage({ search, onSearch }: Props) {
  const all = useText(coachingText)
  const text = all.calendarPage
  const language = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const { can } = useSuspenseQuery(meQuery).data
  const company = can.includes('case.list')
  const { data: system } = useQuery(systemQuery)
  const now = system ? Date.parse(system.now) : Date.now()
  const today = toChinaDate(now)
  const from = monday(search.week && isIsoDate(search.week) ? search.week : today)
  const to = addDays(from, 6)
  const calendar = useQuery(calendarQuery(from, to))
  const [asked, setAsked] = useState<Slot | null>(null)
  const { coaching, insteadOf } = search
  const book = useCommand({
    run: ({ id, slotId, reason }: { id: string; slotId: string; reason: string }, key) =>
      bookSlot(id, { slotId, reason, ...(insteadOf && { insteadOf }) }, key),
    onDone: async (_, { id }) => {
      setAsked(null)
      toast.success(text.booked)
      await client.invalidateQueries({ queryKey: ['coaching'] })
      await navigate({ to: '/coaching/$id', params: { id } })
    },
  })
  const close = () => {
    setAsked(null)
    // What filled up in the meantime is shown as it is.
    void calendar.refetch()
  }
  const when = asked ? formatDateTime(asked.startsAt, language) : ''
  const move = (week: string) => onSearch({ ...search, week })
  const { data, error } = calendar
  return (
    <>
      <PageHeader
        title={text.title}
        lead={text.lead}
        above={<ToCoaching />}
        actions={
          coaching && (
            <LinkButton to="/coaching/$id" params={{ id: coaching }}>
              {all.form.cancel}
            </LinkButton>
          )
        }
      />
      <nav className="coaching-week" aria-label={text.week(formatDate(from, language), formatDate(to, language))}>
        <strong>{text.week(formatDate(from, language), formatDate(to, language))}</strong>
        <Button onClick={() => move(addDays(from, -7))}>{text.previous}</Button>
        <Button onClick={() => move(addDays(from, 7))}>{text.next}</Button>
        {from !== monday(today) && (
          <Button type="link" onClick={() => move(today)}>
            {text.today}
          </Button>
        )}
        {company && <CaseChoice search={search} onSearch={onSearch} />}
      </nav>
      {!data && (error ? <ErrorState error={error} onRetry={() => void calendar.refetch()} /> : <ListSkeleton />)}
      {data?.slots.length === 0 && (
        <EmptyState title={text.none}>{data.mayOffer ? text.noneStaff : text.noneCompany}</EmptyState>
      )}
      {data && (
        <SlotList
          slots={data.slots}
          appointments={data.appointments}
          now={now}
          onBook={coaching ? (slot) => setAsked(slot) : null}
        />
      )}
      {data?.mayOffer && <SlotForm day={[from, today].sort()[1] ?? today} onOffered={move} />}
      {asked && coaching && (
        <WordsModal
          title={text.bookTitle}
          consequence={(insteadOf ? text.rebookBody : text.bookBody)(when, asked.place)}
          confirmLabel={text.book}
          fieldLabel={text.bookReason}
          max={300}
          running={book.isPending}
          error={book.error}
          onConfirm={(reason) => book.mutate({ id: coaching, slotId: asked.id, reason })}
          onClose={close}
        />
      )}
    </>
  )
}
