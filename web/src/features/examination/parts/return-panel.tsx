import { Button } from 'antd'
import { useLanguage, useText } from '../../../app/language.ts'
import { formatDateTime } from '../../../ui/format.ts'
import type { Case } from '../api.ts'
import { fieldText } from '../field-text.ts'
import { valueText } from '../field-value.ts'
import { examinationText } from '../text.ts'
import { workbenchText } from '../workbench-text.ts'
import { TextChanges } from './text-changes.tsx'
import { useFieldName } from './use-field-name.ts'

export type Since = {
  seenAt: string
  answers: { itemId: string; text: string }[]
  changes: {
    fields: { field: string; before?: unknown; after?: unknown }[]
    attachments: { kind: string; name: string; what: 'added' | 'removed' }[]
  }
}
type Props = { c: Case; since: Since; whole: boolean; onWhole: () => void }

/** A case that came back: what changed since this person last looked, and what the company answered. */
export function ReturnPanel({ c, since, whole, onWhole }: Props) {
  const text = useText(workbenchText).returned
  const { corrections } = useText(examinationText)
  const words = useText(fieldText)
  const language = useLanguage()
  const name = useFieldName()
  const { fields, attachments } = since.changes
  const items = c.corrections.flatMap((round) => round.items)
  return (
    <section className="return-panel" aria-label={text.title}>
      <div className="return-head">
        <h2>{text.title}</h2>
        <Button aria-keyshortcuts="w" aria-pressed={whole} onClick={onWhole}>
          {whole ? text.only : text.whole} <kbd className="keyboard-only">W</kbd>
        </Button>
      </div>
      <p className="hint">
        {text.lead(formatDateTime(since.seenAt, language))} {fields.length > 0 && corrections.legend}
      </p>
      {fields.length + attachments.length === 0 && <p>{text.none}</p>}
      <dl className="return-changes">
        {fields.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{name(field)}</dt>
            <dd>
              <TextChanges before={valueText(field, before, words)} after={valueText(field, after, words)} />
            </dd>
          </div>
        ))}
        {attachments.map((one) => (
          <div key={`${one.what} ${one.kind} ${one.name}`}>
            <dt>{text.attachments[one.what]}</dt>
            <dd>{one.what === 'added' ? <ins>{one.name}</ins> : <del>{one.name}</del>}</dd>
          </div>
        ))}
      </dl>
      {since.answers.length > 0 && (
        <>
          <h3>{text.answers}</h3>
          <dl className="return-changes">
            {since.answers.map(({ itemId, text: answer }) => {
              const item = items.find(({ id }) => id === itemId)
              return (
                <div key={itemId}>
                  <dt>{item ? name(item.field) : itemId}</dt>
                  <dd>
                    {item && <p className="hint">{text.asked(item.reason)}</p>}
                    <p className="prose">{answer}</p>
                  </dd>
                </div>
              )
            })}
          </dl>
        </>
      )}
    </section>
  )
}
