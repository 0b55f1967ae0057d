import { batchColumns, choicesOf } from '@datadeed/core/filing/batch-columns'
import { columnLabel } from '@datadeed/core/filing/batch-table'
import { Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { type BatchRow, correctRow } from '../api.ts'
import { batchText } from '../text.ts'

type Props = { batchId: string; row: BatchRow; onSaved: (row: BatchRow) => void; onClose: () => void }

const columnOf = (field: string) => {
  const [top = ''] = field.split('.')
  return top === 'sampleRows' || top === 'sampleHeader' ? 'sample' : top
}

/** The cells of one row as text, those with findings first; saving checks the row at once. */
export function RowEditor({ batchId, row, onSaved, onClose }: Props) {
  const text = useText(batchText)
  const base = useId()
  const faulty = row.findingList.map(({ field }) => columnOf(field))
  const known = batchColumns.filter(({ key }) => faulty.includes(key) || row.cells[key])
  const ordered = [...known].sort((a, b) => Number(faulty.includes(b.key)) - Number(faulty.includes(a.key)))
  const [cells, setCells] = useState<Record<string, string>>(row.cells)
  const [added, setAdded] = useState<string[]>([])
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const shown = [...ordered, ...batchColumns.filter(({ key }) => added.includes(key))]
  const rest = batchColumns.filter((column) => !shown.includes(column))
  const save = async () => {
    setSaving(true)
    setError(null)
    const changed = Object.entries(cells).filter(([key, value]) => value !== (row.cells[key] ?? ''))
    try {
      onSaved(await correctRow(batchId, row.line, { version: row.version, cells: Object.fromEntries(changed) }))
    } catch (caught) {
      setError(caught)
      setSaving(false)
    }
  }
  return (
    <Modal
      open
      width={720}
      title={text.editTitle(row.line)}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: saving }}
      mask={{ closable: false }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="dialog-body command-dialog">
        <ProblemAlert error={error} />
        <p className="hint">{text.editHelp}</p>
        {shown.map(({ key, label, help }) => {
          const said = row.findingList.filter(({ field }) => columnOf(field) === key)
          const choices = choicesOf(key).map(([, words]) => words)
          const long = (cells[key] ?? '').length > 30 || key === 'elements' || key === 'sample' || key === 'algorithm'
          return (
            <div key={key} className="entry">
              <label htmlFor={`${base}-${key}`}>{label}</label>
              <Input.TextArea
                id={`${base}-${key}`}
                autoSize={{ minRows: long ? 3 : 1, maxRows: 10 }}
                value={cells[key] ?? ''}
                maxLength={32_767}
                status={said.some(({ severity }) => severity === 'error') ? 'error' : ''}
                aria-describedby={`${base}-${key}-help`}
                onChange={(event) => setCells({ ...cells, [key]: event.target.value })}
              />
              <span id={`${base}-${key}-help`} className="entry-help">
                {help}
                {choices.length > 0 && choices.join('、')}
              </span>
              {said.map(({ message, remedy, severity }) => (
                <p key={message} className={`note-${severity}`}>
                  {message} <span>{remedy}</span>
                </p>
              ))}
            </div>
          )
        })}
        {rest.length > 0 && (
          <Select
            aria-label={text.addField}
            value={null}
            placeholder={text.addField}
            options={rest.map(({ key }) => ({ value: key, label: columnLabel(key) }))}
            onChange={(key: string | null) => key && setAdded([...added, key])}
          />
        )}
      </div>
    </Modal>
  )
}
