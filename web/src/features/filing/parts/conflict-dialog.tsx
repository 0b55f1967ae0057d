import { Button, Modal } from 'antd'
import { useText } from '../../../app/language.ts'
import type { Form } from '../api.ts'
import { filingText } from '../text.ts'
import type { Conflict } from './draft.ts'
import { useFieldLabel } from './field-frame.tsx'
import { FieldValue } from './field-value.tsx'

type Props = {
  conflicts: readonly Conflict[]
  form: Form
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void
}

/** Both values of every field that two people changed, to choose from; nothing is dropped without a choice. */
export function ConflictDialog({ conflicts, form, onSettle }: Props) {
  const text = useText(filingText).conflict
  const labelOf = useFieldLabel()
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
