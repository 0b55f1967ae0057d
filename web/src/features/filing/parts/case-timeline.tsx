import { greenEventNames } from '@datadeed/core/filing/green-channel'
import { commandNames, statusNames } from '@datadeed/core/filing/machine'
import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import type { Case } from '../api.ts'
import { filingText } from '../text.ts'

const named = <K extends string>(names: Record<K, { zh: string; en: string }>, key: string, language: 'zh' | 'en') =>
  (names as Record<string, { zh: string; en: string } | undefined>)[key]?.[language] ?? key

/** What happened to the case, newest first; saving is not an event of the procedure. */
export function CaseTimeline({ events }: { events: Case['events'] }) {
  const text = useText(filingText).page
  const language = useLanguage()
  return (
    <ol className="timeline">
      {events
        .filter(({ command }) => command !== 'save')
        .toSorted((a, b) => b.seq - a.seq)
        .map(({ seq, at, command, to, actor, note, logIndex }) => (
          <li key={seq}>
            <strong>{named({ ...commandNames, ...greenEventNames }, command, language)}</strong>
            <span className="hint">
              {' '}
              → {named(statusNames, to, language)} · {text.actors[actor] ?? actor} · <DateText at={at} />
              {logIndex !== null && ` · ${text.log(logIndex.toLocaleString('zh-CN'))}`}
            </span>
            {note && <p className="quote">{note}</p>}
          </li>
        ))}
    </ol>
  )
}
