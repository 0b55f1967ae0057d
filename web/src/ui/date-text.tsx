import { useLanguage } from '../app/language.ts'
import { formatDate, formatDateTime } from './format.ts'

/** An instant as 2026年11月22日 14:05, or a legal day without time; always China's legal time. */
export function DateText({ at, day = false }: { at: string | null | undefined; day?: boolean }) {
  const language = useLanguage()
  if (!at) return <span>—</span>
  return (
    <time dateTime={at} className="nowrap">
      {day ? formatDate(at, language) : formatDateTime(at, language)}
    </time>
  )
}
