import { useText } from '../../../app/language.ts'
import { DateText } from '../../../ui/date-text.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyValues } from '../../../ui/key-values.tsx'
import type { Case, CorrectionRound } from '../api.ts'
import { fieldText } from '../field-text.ts'
import { valueText } from '../field-value.ts'
import { examinationText } from '../text.ts'
import { TextChanges } from './text-changes.tsx'
import { useFieldName } from './use-field-name.ts'

function Change({ field, before, after }: CorrectionRound['changes'][number]) {
  const words = useText(fieldText)
  return <TextChanges before={valueText(field, before, words)} after={valueText(field, after, words)} />
}

function Round({ round }: { round: CorrectionRound }) {
  const text = useText(examinationText).corrections
  const name = useFieldName()
  const { items, answers, changes, answeredAt } = round
  const asked = new Set(items.map(({ field }) => field.split('.')[0]))
  const unasked = changes.filter(({ field }) => !asked.has(field))
  return (
    <section className="round" aria-label={text.round(round.round)}>
      <h3>{text.round(round.round)}</h3>
      <KeyValues
        items={[
          { key: 'required', label: text.required, value: <DateText at={round.requiredAt} /> },
          { key: 'due', label: text.due, value: <DateText at={round.due} day /> },
          { key: 'answered', label: text.answered, value: answeredAt ? <DateText at={answeredAt} /> : text.waiting },
        ]}
      />
      <ol className="items">
        {items.map((item) => {
          const mine = changes.filter(({ field }) => field === item.field.split('.')[0])
          const answer = answers.find(({ itemId }) => itemId === item.id)?.text
          return (
            <li key={item.id}>
              <h4>{name(item.field)}</h4>
              <p>
                {text.reason}：{item.reason}
              </p>
              <p>
                {text.remedy}：{item.remedy}
              </p>
              <p className="finding-more">
                {text.rule}：{item.rule}
              </p>
              {answeredAt && (
                <>
                  <p className="answer">
                    {text.answer}：{answer || text.noAnswer}
                  </p>
                  {mine.map((change) => (
                    <Change key={change.field} {...change} />
                  ))}
                </>
              )}
            </li>
          )
        })}
      </ol>
      {answeredAt && (
        <p className="hint">
          {changes.length > 0 ? `${text.changes(changes.length)}。${text.legend}` : text.noChanges}
        </p>
      )}
      {unasked.map((change) => (
        <div key={change.field} className="unasked">
          <h4>{name(change.field)}</h4>
          <Change {...change} />
        </div>
      ))}
    </section>
  )
}

/** Every round, newest first: what was asked, what was answered, and word by word what changed in the form. */
export function CorrectionsPanel({ c }: { c: Case }) {
  const text = useText(examinationText).corrections
  if (c.corrections.length === 0) return <EmptyState title={text.none}>{text.noneBody}</EmptyState>
  return c.corrections.toReversed().map((round) => <Round key={round.round} round={round} />)
}
