import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { clockText } from '../text.ts'
import '../clock.css'

type Props = { days: readonly { date: string; counted: boolean; why: string }[] }

/** Day by day how a period was counted; nothing where nobody knows its end. */
export function Derivation({ days }: Props) {
  const text = useText(clockText)
  if (days.length === 0) return null
  return (
    <details>
      <summary>{text.derivation}</summary>
      <ol className="derivation">
        {days.map(({ date, counted, why }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day may stand twice, and the list never changes
          <li key={`${date} ${at}`} className={counted ? undefined : 'is-skipped'}>
            <DateText at={date} day />{' '}
            <span>
              {counted ? text.counted : text.skipped}，{why}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
