import { reportingUnits } from '@datadeed/core/kernel/regions'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { meQuery } from '../../../app/session.ts'
import { useCommand } from '../../../app/use-command.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { LineField } from '../../../ui/line-field.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { type NewSlots, offerSlots } from '../api.ts'
import { coachingText } from '../text.ts'

/** A coach offers the hours of a day as slots; all but the day stays for the next one. */
export function SlotForm({ day: first, onOffered }: { day: string; onOffered: (day: string) => void }) {
  const all = useText(coachingText)
  const text = all.calendarPage
  const client = useQueryClient()
  const toast = useToast()
  const { roles } = useSuspenseQuery(meQuery).data.account
  const [place, setPlace] = useState('')
  const [day, setDay] = useState(first)
  const [from, setFrom] = useState('09:00')
  const [to, setTo] = useState('11:30')
  const [minutes, setMinutes] = useState('30')
  const [capacity, setCapacity] = useState('1')
  const [prefectureCode, setPrefecture] = useState<string | undefined>(undefined)
  const offer = useCommand({
    run: (body: NewSlots, key) => offerSlots(body, key),
    onDone: async ({ made }, body) => {
      toast.success(text.offered(made))
      await client.invalidateQueries({ queryKey: ['coaching', 'calendar'] })
      onOffered(body.day)
    },
  })
  return (
    <FormSection title={text.offer} lead={text.offerLead}>
      <div className="coaching-form no-print">
        <ProblemAlert error={offer.error} />
        {roles.includes('examiner') && (
          <Select
            aria-label={all.prefecture}
            placeholder={all.prefecture}
            value={prefectureCode}
            options={reportingUnits.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={setPrefecture}
          />
        )}
        <div className="pair">
          <LineField label={all.place} value={place} max={100} onChange={setPlace} />
          <LineField label={text.day} type="date" value={day} onChange={setDay} />
        </div>
        <div className="pair">
          <LineField label={text.from} type="time" value={from} onChange={setFrom} />
          <LineField label={text.to} type="time" value={to} onChange={setTo} />
          <LineField label={text.minutes} type="number" value={minutes} onChange={setMinutes} />
          <LineField label={text.capacity} type="number" value={capacity} onChange={setCapacity} />
        </div>
        <p>
          <Button
            type="primary"
            loading={offer.isPending}
            onClick={() =>
              offer.mutate({
                ...{ place: place.trim(), day, from, to, minutes: Number(minutes), capacity: Number(capacity) },
                ...(prefectureCode && { prefectureCode }),
              })
            }
          >
            {text.offerButton}
          </Button>
        </p>
      </div>
    </FormSection>
  )
}
