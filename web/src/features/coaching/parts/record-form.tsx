import { type Channel, type RecordKind, recordKinds } from '@datadeed/core/coaching/schema'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { keptText, useKept } from '../../../app/use-kept.ts'
import { FormSection } from '../../../ui/form-section.tsx'
import { LineField } from '../../../ui/line-field.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { TextEntry } from '../../../ui/text-entry.tsx'
import type { CoachingCase } from '../api.ts'
import { coachingText } from '../text.ts'
import { useCoaching } from '../use-coaching.ts'
import { ChannelChoice } from './channel-choice.tsx'

/** A coach notes a contact, a visit or the minutes; what was typed survives a reload. */
export function RecordForm({ c, today }: { c: CoachingCase; today: string }) {
  const text = useText(coachingText)
  const [kind, setKind] = useState<RecordKind>('contact')
  const [channel, setChannel] = useState<Channel>(c.channel)
  const [heldOn, setHeldOn] = useState(today)
  const [place, setPlace] = useState('')
  const [present, setPresent] = useState('')
  const [words, setWords, forget] = useKept(`coaching-record-${c.id}`, keptText)
  const record = useCoaching(c, 'records', text.recorded, () => {
    forget()
    setPlace('')
    setPresent('')
  })
  return (
    <FormSection title={text.record} lead={text.recordLead}>
      <div className="coaching-form no-print">
        <ProblemAlert error={record.error} />
        <fieldset>
          <legend>{text.recordKind}</legend>
          <Radio.Group
            name="kind"
            value={kind}
            options={recordKinds.map((value) => ({ value, label: text.recordKinds[value] }))}
            onChange={({ target }) => {
              setKind(target.value)
              if (target.value === 'visit') setChannel('visit')
            }}
          />
        </fieldset>
        <ChannelChoice value={channel} onChange={setChannel} />
        <div className="pair">
          <LineField label={text.heldOn} type="date" value={heldOn} onChange={setHeldOn} />
          <LineField label={text.place} value={place} max={100} onChange={setPlace} />
        </div>
        <LineField label={text.present} value={present} max={200} onChange={setPresent} />
        <TextEntry label={text.recordText} value={words} max={4000} rows={4} onChange={setWords} />
        <p>
          <Button
            type="primary"
            loading={record.isPending}
            onClick={() => record.mutate({ kind, channel, heldOn, place, present, text: words.trim() })}
          >
            {text.recordAdd}
          </Button>
        </p>
      </div>
    </FormSection>
  )
}

/** A few words to the other side. */
export function MessageForm({ c }: { c: CoachingCase }) {
  const text = useText(coachingText)
  const [words, setWords, forget] = useKept(`coaching-message-${c.id}`, keptText)
  const send = useCoaching(c, 'messages', text.messageSent, forget)
  return (
    <FormSection title={text.message}>
      <div className="coaching-form no-print">
        <ProblemAlert error={send.error} />
        <TextEntry label={text.message} help={text.messageHelp} value={words} max={1000} rows={2} onChange={setWords} />
        <p>
          <Button loading={send.isPending} onClick={() => send.mutate({ text: words.trim() })}>
            {text.messageSend}
          </Button>
        </p>
      </div>
    </FormSection>
  )
}
