import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { formatDateTime } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { WordsModal } from '../../../ui/words-modal.tsx'
import { type Appointment, type CoachingCase, cancelAppointment } from '../api.ts'
import { coachingText } from '../text.ts'

/** Visits on site that were booked, moved and called off. */
export function Appointments({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const language = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  const [asked, setAsked] = useState<Appointment | null>(null)
  const cancel = useCommand({
    run: ({ id, reason }: { id: string; reason: string }, key) => cancelAppointment(id, reason, key),
    onDone: async () => {
      setAsked(null)
      toast.success(text.cancelled)
      await client.invalidateQueries({ queryKey: ['coaching'] })
    },
  })
  const when = ({ startsAt }: Appointment) => formatDateTime(startsAt, language)
  return (
    <FormSection title={text.appointments}>
      {c.appointments.length === 0 && <p>{text.appointmentsNone}</p>}
      <ul className="coaching-list">
        {c.appointments.map((one) => (
          <li key={one.id}>
            <div>
              {when(one)}，{one.place}
              {one.reason && <p className="hint">{one.reason}</p>}
              {one.cancelReason && <p className="hint">{one.cancelReason}</p>}
            </div>
            <div className="acts">
              {one.status === 'cancelled' && <StatusTag>{text.cancelledTag}</StatusTag>}
              {one.can.includes('rebook') && (
                <LinkButton
                  className="no-print"
                  to="/coaching/calendar"
                  search={{ coaching: c.id, insteadOf: one.id, week: one.startsAt.slice(0, 10) }}
                >
                  {text.rebook}
                </LinkButton>
              )}
              {one.can.includes('cancel') && (
                <Button className="no-print" onClick={() => setAsked(one)}>
                  {text.cancel}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {c.can.includes('book') && (
        <p className="no-print">
          <LinkButton to="/coaching/calendar" search={{ coaching: c.id }}>
            {text.book}
          </LinkButton>
        </p>
      )}
      {asked && (
        <WordsModal
          title={text.cancelTitle}
          consequence={text.cancelBody(when(asked))}
          confirmLabel={text.cancel}
          danger
          fieldLabel={text.cancelReason}
          max={300}
          running={cancel.isPending}
          error={cancel.error}
          onConfirm={(reason) => cancel.mutate({ id: asked.id, reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </FormSection>
  )
}
