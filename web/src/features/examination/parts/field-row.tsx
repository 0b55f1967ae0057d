import { FlagFilled, FlagOutlined } from '@ant-design/icons'
import type { CaseDraft, FormField } from '@datadeed/core/filing/schema'
import { Button, Tooltip } from 'antd'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Case, Finding } from '../api.ts'
import type { DraftItem } from '../correction-draft.ts'
import { fieldText } from '../field-text.ts'
import { examinationText } from '../text.ts'
import { FieldValue } from './field-value.tsx'
import { FindingsList } from './findings-list.tsx'

type Props = {
  field: FormField
  c: Case
  findings: Finding[]
  item: DraftItem | undefined
  /** Changed in the last answered correction. */
  changed: boolean
  onShowChange: () => void
  /** Absent where no correction can be required. */
  onFlag: ((field: string) => void) | undefined
}

/** One field: label, answer, what the machine found, what the examiner noted, and the flag to note it. */
export function FieldRow({ field, c, findings, item, changed, onShowChange, onFlag }: Props) {
  const text = useText(examinationText)
  const label = useText(fieldText).labels[field]
  const source = c.prefilled[field]
  const worst = findings[0]?.severity
  const flagLabel = item ? text.page.flagged(label) : text.page.flag(label)
  return (
    <div className={`field-row${worst ? ` has-${worst}` : ''}${item ? ' has-item' : ''}`} id={`field-${field}`}>
      <dt>
        {label}
        {source && <small>{text.page.prefilled[source]}</small>}
      </dt>
      <dd>
        <FieldValue field={field} form={c.form as CaseDraft} rulePack={c.rulePack} />
        {changed && (
          <Button type="link" size="small" className="change-mark" onClick={onShowChange}>
            {text.corrections.changed}，{text.corrections.seeChange}
          </Button>
        )}
        {findings.length > 0 && <FindingsList findings={findings} />}
        {item && (
          <p className="item-note">
            <Icon of={FlagFilled} /> {item.note || item.remedy}
          </p>
        )}
      </dd>
      {onFlag && (
        <dd className="field-flag no-print">
          <Tooltip title={flagLabel} placement="left">
            <Button
              type="text"
              size="small"
              data-flag={field}
              aria-label={flagLabel}
              aria-pressed={item !== undefined}
              icon={<Icon of={item ? FlagFilled : FlagOutlined} />}
              onClick={() => onFlag(field)}
            />
          </Tooltip>
        </dd>
      )}
    </div>
  )
}
