import { toChinaDate } from '@datadeed/core/kernel/dates'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { newKey } from '../../../app/idempotency.ts'
import { useLanguage, useText } from '../../../app/language.ts'
import { ConfirmAction } from '../../../ui/confirm-action.tsx'
import { formatDate, formatDateTime } from '../../../ui/format.ts'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { type Appointment, type Slot, withdrawSlot } from '../api.ts'
import { coachingText } from '../text.ts'

type Props = {
  slots: Slot[]
  appointments: Appointment[]
  /** Moment by the server's clock, in milliseconds. */
  now: number
  /** Without it nothing can be booked here. */
  onBook: ((slot: Slot) => void) | null
}

const clockTime = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(11, 16)

/** Slots by day with what is left of each and who comes. */
export function SlotList({ slots, appointments, now, onBook }: Props) {
  const text = useText(coachingText).calendarPage
  const language = useLanguage()
  const client = useQueryClient()
  const days = [...Map.groupBy(slots, ({ startsAt }) => toChinaDate(Date.parse(startsAt)))]
  const withdraw = async (id: string) => {
    await withdrawSlot(id, newKey())
    await client.invalidateQueries({ queryKey: ['coaching', 'calendar'] })
  }
  return days.map(([day, list]) => (
    <section key={day} className="coaching-day" aria-label={formatDate(day, language)}>
      <h2>{formatDate(day, language)}</h2>
      <ul className="coaching-list">
        {list.map((slot) => {
          const who = appointments.filter(({ slotId }) => slotId === slot.id)
          const when = formatDateTime(slot.startsAt, language)
          return (
            <li key={slot.id}>
              <div>
                <strong>
                  {clockTime(slot.startsAt)}–{clockTime(slot.endsAt)}
                </strong>{' '}
                {slot.place}
                {who.length > 0 && (
                  <ul className="plain">
                    {who.map((one) => (
                      <li key={one.id}>
                        <Link to="/coaching/$id" params={{ id: one.coachingId }}>
                          {one.partyName} {one.coachingNumber}
                        </Link>
                        {one.reason && <span className="hint"> {one.reason}</span>}
                      </li>
                    ))}
                  </ul>
                )}
              </div>
              <div className="acts">
                {slot.withdrawn ? (
                  <StatusTag>{text.withdrawn}</StatusTag>
                ) : Date.parse(slot.startsAt) <= now ? (
                  <StatusTag>{text.past}</StatusTag>
                ) : (
                  <StatusTag tone={slot.taken < slot.capacity ? 'good' : 'neutral'}>
                    {text.room(slot.capacity - slot.taken, slot.capacity)}
                  </StatusTag>
                )}
                {onBook && slot.can.includes('book') && (
                  <Button aria-label={`${text.book} ${when}`} onClick={() => onBook(slot)}>
                    {text.book}
                  </Button>
                )}
                {slot.can.includes('withdraw') && (
                  <ConfirmAction
                    label={text.withdraw}
                    title={text.withdrawTitle}
                    consequence={text.withdrawBody(when)}
                    confirmLabel={text.withdraw}
                    button={{ 'aria-label': `${text.withdraw} ${when}` }}
                    onConfirm={() => withdraw(slot.id)}
                  />
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  ))
}
