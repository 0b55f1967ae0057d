import { Button, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import type { Case, Form } from '../api.ts'
import { filingText } from '../text.ts'
import { answerKey, type Conflict, type Key } from './draft.ts'
import { useFieldLabel } from './field-frame.tsx'
import { FieldValue } from './field-value.tsx'

type Props = {
  conflicts: readonly Conflict[]
  form: Form
  corrections: Case['corrections']
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void
}

/** Both values of every field or answer that two people changed, to choose from; nothing is dropped without a choice. */
export function ConflictDialog({ conflicts, form, corrections, onSettle }: Props) {
  const { conflict: text, correction } = useText(filingText)
  const fieldLabel = useFieldLabel()
  const labelOf = (key: Key) => {
    const item = corrections.at(-1)?.items.findIndex(({ id }) => answerKey(id) === key) ?? -1
    return item < 0 ? fieldLabel(key) : correction.answerTo(item + 1)
  }
  return (
    <Modal
      open={conflicts.length > 0}
      width={860}
      title={text.title}
      footer={null}
      closable={false}
      destroyOnHidden
      keyboard={false}
      mask={{ closable: false }}
    >
      <p className="hint">{text.lead}</p>
      {conflicts.map((conflict) => (
        <section key={conflict.field} className="conflict" aria-label={labelOf(conflict.field)}>
          <h3>{labelOf(conflict.field)}</h3>
          {(['mine', 'theirs'] as const).map((choice) => (
            <div key={choice} className="conflict-side">
              <h4>{text[choice]}</h4>
              <div className="conflict-value">
                <FieldValue field={conflict.field} value={conflict[choice]} form={form} />
              </div>
              <Button
                type={choice === 'mine' ? 'primary' : 'default'}
                aria-label={`${choice === 'mine' ? text.keepMine : text.keepTheirs} ${labelOf(conflict.field)}`}
                onClick={() => onSettle(conflict, choice)}
              >
                {choice === 'mine' ? text.keepMine : text.keepTheirs}
              </Button>
            </div>
          ))}
        </section>
      ))}
    </Modal>
  )
}
