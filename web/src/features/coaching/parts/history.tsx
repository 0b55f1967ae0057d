import { Button } from 'antd'
import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { FormSection } from '../../../ui/form-section.tsx'
import type { CoachingCase } from '../api.ts'
import { coachingText } from '../text.ts'
import type { CoachingText } from '../text.zh.ts'

type Event = CoachingCase['events'][number]

/** What belongs to an event beside its words, in the reader's language. */
function detailOf({ detail }: Event, text: CoachingText): string {
  const named = (names: Record<string, string>, code: string | undefined) => (code && names[code]) ?? code
  return [
    named(text.recordKinds, detail.kind),
    named(text.channels, detail.channel),
    named(text.sides, detail.side),
    named(text.outcomes, detail.outcome),
    ...[
      detail.from ? `${detail.from} → ${detail.when}` : detail.when,
      detail.heldOn,
      detail.due,
      detail.place,
      detail.present,
    ],
    ...[detail.case, detail.note],
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Everything that happened, newest first; nothing of it can be changed. */
export function History({ events }: Pick<CoachingCase, 'events'>) {
  const text = useText(coachingText)
  return (
    <FormSection title={text.history}>
      <p className="no-print">
        <Button onClick={() => window.print()}>{text.historyPrint}</Button>
      </p>
      <ul className="coaching-list coaching-history">
        {events.map((event) => (
          <li key={event.seq}>
            <div>
              <strong>{text.commands[event.command] ?? event.command}</strong> <span>{event.by}</span>
              {detailOf(event, text) && <p className="hint">{detailOf(event, text)}</p>}
              {event.note && <p>{event.note}</p>}
            </div>
            <DateText at={event.at} />
          </li>
        ))}
      </ul>
    </FormSection>
  )
}
