import { useLanguage, useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { formatDate } from '../../../ui/format.ts'
import type { Case } from '../api.ts'
import { workbenchText } from '../workbench-text.ts'

/** How long the examiner holds the case, and why it was this one they got. */
export function LeaseStrip({ c, lease }: { c: Case; lease: { lastDay: string; mine: boolean } }) {
  const text = useText(workbenchText).lease
  const language = useLanguage()
  const claim = c.events.findLast(({ command }) => command === 'claim' || command === 'hand_over')
  return (
    <section className="lease-strip" aria-label={text.title}>
      <p>
        <strong>{text.title}</strong> {lease.mine ? '' : text.others} {text.until(formatDate(lease.lastDay, language))}
      </p>
      {claim?.note && (
        <p className="hint">
          {text.reason}（<DateText at={claim.at} />
          ）：{claim.note}
        </p>
      )}
    </section>
  )
}
