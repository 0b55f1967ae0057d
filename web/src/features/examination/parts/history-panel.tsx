import { greenEventNames } from '@datadeed/core/filing/green-channel'
import { type CaseStatus, type Command, commandNames, statusNames } from '@datadeed/core/filing/machine'
import { type Language, useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Case } from '../api.ts'
import { examinationText } from '../text.ts'

/** A command's name as the procedure gives it; one from a later version of the procedure as it is. */
export const commandName = (command: string, language: Language): string =>
  commandNames[command as Command]?.[language] ??
  greenEventNames[command as keyof typeof greenEventNames]?.[language] ??
  command
export const statusName = (status: string, language: Language): string =>
  statusNames[status as CaseStatus]?.[language] ?? status

/** Who did what when, newest first, each with its place in the log. */
export function HistoryPanel({ c }: { c: Case }) {
  const text = useText(examinationText).history
  const language = useLanguage()
  if (c.events.length === 0) return <EmptyState title={text.none}>{text.noneBody}</EmptyState>
  return (
    <ol className="history">
      {c.events.toReversed().map((event) => (
        <li key={event.seq}>
          <p>
            <strong>{commandName(event.command, language)}</strong>
            {event.from !== event.to && (
              <span className="hint">
                {' '}
                {text.moved(statusName(event.from, language), statusName(event.to, language))}
              </span>
            )}
          </p>
          {event.note && <p className="prose">{event.note}</p>}
          <p className="hint">
            {event.actor} · <DateText at={event.at} />
            {' · '}
            {event.logIndex === null ? (
              text.notLogged
            ) : (
              <a href={`/log?index=${event.logIndex}`}>{text.logIndex(event.logIndex)}</a>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
