import { ruleCodes } from '@datadeed/core/filing/rule-base'
import type { RulePack } from '@datadeed/core/kernel/rule-pack'
import { textLength } from '@datadeed/core/kernel/text'
import { Button, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useLanguage, useText } from '../../../app/language.ts'
import { uiText } from '../../../ui/text.ts'
import { TextEntry } from '../../../ui/text-entry.tsx'
import { ruleName } from '../../preexam/api.ts'
import { preexamText } from '../../preexam/text.ts'
import type { Finding } from '../api.ts'
import type { DraftItem } from '../correction-draft.ts'
import { examinationText } from '../text.ts'
import { FindingsList } from './findings-list.tsx'
import { useFieldName } from './use-field-name.ts'

type Props = {
  field: string
  pack: RulePack
  findings: Finding[]
  /** What was typed before, added or not. */
  known: DraftItem | undefined
  inList: boolean
  onType: (item: DraftItem) => void
  onSave: (item: DraftItem) => void
  onRemove: () => void
  onClose: () => void
}

const maxRule = 300
const maxText = 900

/** Rules that may be quoted for a field: what the machine quoted, and what the pack asks of the field. */
export function rulesFor(field: string, pack: RulePack, findings: Finding[]): string[] {
  const [head, part] = field.split('.')
  const asked = pack.requiredFields.find((required) => required.field === head)
  const attachment = head === 'attachments' ? pack.requiredAttachments.find(({ code }) => code === part) : undefined
  const general = attachment ? pack.rules.attachments : pack.rules.required
  const rules = [
    ...findings.map(({ rule }) => rule),
    ...(asked ? [`${asked.label}：${asked.help}（${asked.source}）`] : []),
    ...(attachment ? [`${attachment.name}（${attachment.source}）`] : []),
    ...(general ? [`${general.text}（${general.article ?? general.source}）`] : []),
  ]
  return [...new Set(rules.map((rule) => [...rule].slice(0, maxRule).join('')))]
}

/** A new item as the findings and the pack suggest it. */
export function startItem(field: string, pack: RulePack, findings: Finding[]): DraftItem {
  const asked = pack.requiredFields.find((required) => required.field === field)
  const [worst] = findings
  return {
    field,
    code: '',
    note: worst?.message ?? '',
    rule: rulesFor(field, pack, findings)[0] ?? '',
    remedy: worst?.remedy ?? asked?.help ?? '',
    ...(worst && { machineRule: worst.code }),
  }
}

/** One item of a correction: reason of the pack, the examiner's words, the rule quoted, and what the company has to do. */
export function ItemDialog({ field, pack, findings, known, inList, onType, onSave, onRemove, onClose }: Props) {
  const text = useText(examinationText).item
  const judged = useText(preexamText)
  const language = useLanguage()
  const ui = useText(uiText)
  const name = useFieldName()
  const id = useId()
  const [tried, setTried] = useState(false)
  const item = known ?? startItem(field, pack, findings)
  const rules = rulesFor(field, pack, findings)
  const [own, setOwn] = useState(item.rule !== '' && !rules.includes(item.rule))
  const change = (part: Partial<DraftItem>) => onType({ ...item, ...part })
  const long = (value: string, max: number) => textLength(value) > max && text.tooLong(max)
  const faults = {
    code: item.code === '' && text.choose,
    note: long(item.note, maxText),
    rule: item.rule.trim() === '' ? text.ruleNeeded : long(item.rule, maxRule),
    remedy: item.remedy.trim() === '' ? text.remedyNeeded : long(item.remedy, 1000),
  }
  const save = () => (Object.values(faults).some(Boolean) ? setTried(true) : onSave(item))
  return (
    <Modal
      open
      title={text.title(name(field))}
      width={680}
      mask={{ closable: false }}
      centered
      classNames={{ body: 'dialog-body' }}
      onCancel={onClose}
      footer={[
        ...(inList
          ? [
              <Button key="remove" danger type="text" onClick={onRemove}>
                {text.remove}
              </Button>,
            ]
          : []),
        <Button key="cancel" onClick={onClose}>
          {ui.confirm.cancel}
        </Button>,
        <Button key="save" type="primary" onClick={save}>
          {text.save}
        </Button>,
      ]}
    >
      <div className="command-dialog">
        {findings.length > 0 && <FindingsList findings={findings} />}
        <div className="entry">
          <label htmlFor={`${id}-reason`}>{text.reason}</label>
          <Select
            id={`${id}-reason`}
            autoFocus
            value={item.code || undefined}
            status={tried && faults.code ? 'error' : ''}
            options={pack.correctionReasons.map((reason) => ({ value: reason.code, label: reason.text }))}
            onChange={(code: string) => change({ code })}
          />
          {tried && faults.code && (
            <p className="entry-error" role="alert">
              {faults.code}
            </p>
          )}
        </div>
        <TextEntry
          label={text.note}
          help={text.noteHelp}
          error={faults.note}
          value={item.note}
          max={maxText}
          rows={2}
          onChange={(note) => change({ note })}
        />
        <fieldset className="entry">
          <legend>{text.rule}</legend>
          <Radio.Group
            className="rule-choice"
            value={own ? 'own' : item.rule}
            onChange={({ target }) => {
              setOwn(target.value === 'own')
              change({ rule: target.value === 'own' ? '' : String(target.value) })
            }}
            options={[...rules.map((rule) => ({ value: rule, label: rule })), { value: 'own', label: text.ownRule }]}
          />
        </fieldset>
        {own && (
          <TextEntry
            label={text.ownRule}
            error={tried && faults.rule}
            value={item.rule}
            max={maxRule}
            rows={2}
            onChange={(rule) => change({ rule })}
          />
        )}
        <div className="entry">
          <label htmlFor={`${id}-machine`}>{judged.machineRule}</label>
          <Select
            id={`${id}-machine`}
            value={item.machineRule ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: judged.noRule },
              ...ruleCodes.map((code) => ({ value: code as string, label: ruleName(code, language) })),
            ]}
            onChange={(machineRule: string) => change({ machineRule })}
          />
          <p className="hint">{judged.machineRuleHelp}</p>
        </div>
        <TextEntry
          label={text.remedy}
          error={(tried || long(item.remedy, 1000)) && faults.remedy}
          value={item.remedy}
          max={1000}
          rows={2}
          onChange={(remedy) => change({ remedy })}
        />
      </div>
    </Modal>
  )
}
