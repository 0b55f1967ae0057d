import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import type { Case } from '../api.ts'
import { filingText } from '../text.ts'
import { useFieldLabel } from './field-frame.tsx'
import { FieldValue } from './field-value.tsx'

/** Past corrections: what was asked, what was answered, and what changed in the form. */
export function CorrectionRounds({ rounds }: { rounds: Case['corrections'] }) {
  const text = useText(filingText)
  const labelOf = useFieldLabel()
  return (
    <div className="rounds">
      {rounds.map(({ round, requiredAt, answeredAt, items, answers, changes }) => (
        <details key={round} className="round">
          <summary>
            {text.page.round(round)} · <DateText at={requiredAt} />
            {answeredAt && (
              <>
                {' '}
                · {text.page.answered} <DateText at={answeredAt} />
              </>
            )}
          </summary>
          <ol>
            {items.map(({ id, field, reason, remedy }) => (
              <li key={id}>
                <strong>{labelOf(field)}</strong>：{reason} {remedy}
                <p className="quote">{answers.find(({ itemId }) => itemId === id)?.text ?? '—'}</p>
              </li>
            ))}
          </ol>
          {changes.length > 0 && <h4>{text.page.changes}</h4>}
          {changes.map(({ field, before, after }) => (
            <div key={field} className="conflict">
              <h3>{labelOf(field)}</h3>
              <div className="conflict-side">
                <h4>{text.page.before}</h4>
                <FieldValue field={field} value={before} />
              </div>
              <div className="conflict-side">
                <h4>{text.page.after}</h4>
                <FieldValue field={field} value={after} />
              </div>
            </div>
          ))}
        </details>
      ))}
    </div>
  )
}
