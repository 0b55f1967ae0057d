import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { Button, Select } from 'antd'
import { useText } from '../../../app/language.ts'
import { type Case, type NewItem, requireCorrection } from '../api.ts'
import { type CorrectionDraft, toNewItem } from '../correction-draft.ts'
import { formFields } from '../field-value.ts'
import { examinationText } from '../text.ts'
import { useCaseCommand } from '../use-case-command.ts'
import { ownReviews, useGoOn } from '../use-go-on.ts'
import { CommandDialog } from './command-dialog.tsx'
import { useFieldName } from './use-field-name.ts'

type Props = {
  c: Case
  pack: RulePack
  draft: CorrectionDraft
  onEdit: (field: string) => void
  onRemove: (field: string) => void
  onSent: () => void
  onClose: () => void
}

/** The whole correction before it goes out: everything asked for, in one letter. */
export function CorrectionDialog({ c, pack, draft, onEdit, onRemove, onSent, onClose }: Props) {
  const text = useText(examinationText).correction
  const words = useText(examinationText).corrections
  const name = useFieldName()
  const goOn = useGoOn()
  const command = useCaseCommand({
    c,
    run: (seen, input: NewItem[], key) => requireCorrection(seen, input, key),
    onDone: async () => {
      onSent()
      onClose()
      await goOn(text.done(c.number), c.id, ownReviews)
    },
  })
  const reasons = Object.fromEntries(pack.correctionReasons.map(({ code, text: reason }) => [code, reason]))
  const items = draft.items.map((item) => toNewItem(item, reasons))
  const marked = new Set(draft.items.map(({ field }) => field))
  const others = [
    ...formFields,
    'deposit',
    ...pack.requiredAttachments.map(({ code }) => `attachments.${code}`),
    'attachments',
  ].filter((field) => !marked.has(field))
  return (
    <CommandDialog
      c={c}
      offers="require_correction"
      title={text.title(c.number)}
      lead={text.lead(c.name)}
      sendLabel={text.send(items.length)}
      disabled={items.length === 0}
      ready={items.length > 0}
      wide
      command={command}
      onSend={() => void command.send(items)}
      onClose={onClose}
    >
      {items.length === 0 ? (
        <p className="caution">
          <strong>{text.none}</strong> {text.noneBody}
        </p>
      ) : (
        <ol className="items">
          {items.map((item) => (
            <li key={item.field}>
              <div className="item-head">
                <h3>{name(item.field)}</h3>
                <Button size="small" type="link" onClick={() => onEdit(item.field)}>
                  {text.edit}
                </Button>
                <Button size="small" type="link" danger onClick={() => onRemove(item.field)}>
                  {text.remove}
                </Button>
              </div>
              <p>
                {words.reason}：{item.reason}
              </p>
              <p>
                {words.remedy}：{item.remedy}
              </p>
              <p className="finding-more">
                {words.rule}：{item.rule}
              </p>
            </li>
          ))}
        </ol>
      )}
      <Select
        aria-label={text.add}
        className="add-item"
        placeholder={text.add}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={others.map((field) => ({ value: field, label: name(field) }))}
        onChange={(field: string | null) => field && onEdit(field)}
      />
    </CommandDialog>
  )
}
