import { DeleteOutlined, PlusOutlined, SnippetsOutlined } from '@ant-design/icons'
import { Button, Input, Pagination, Select } from 'antd'
import { type ClipboardEvent, memo, type ReactNode, useState } from 'react'
import { useText } from '../../../app/language.ts'
import { Icon } from '../../../ui/icon.tsx'
import { turnPage } from '../../../ui/turn-page.tsx'
import type { Form } from '../api.ts'
import { filingText } from '../text.ts'
import { type Element, type ElementKey, elementKeys, emptyElement, mostElements, pasteAt } from './element-rows.ts'
import type { SetField } from './field-input.tsx'
import { PasteElements } from './paste-elements.tsx'
import { parseTable } from './paste-table.ts'

const pageSize = 20

/** The data element table: typed, or pasted from a spreadsheet at any cell, twenty rows at a time. */
export function ElementTable({ form, set }: { form: Form; set: SetField }) {
  const text = useText(filingText).elements
  const rows = form.elements ?? []
  const [page, setPage] = useState(1)
  const [pasting, setPasting] = useState(false)
  const last = Math.max(1, Math.ceil(rows.length / pageSize))
  const shown = Math.min(page, last)
  const from = (shown - 1) * pageSize
  const put = (next: Element[]) => set('elements', next.length > 0 ? next.slice(0, mostElements) : undefined)
  const change = (at: number, key: ElementKey, value: string) =>
    put(rows.map((row, i) => (i === at ? ({ ...row, [key]: value } as Element) : row)))
  const paste = (event: ClipboardEvent, at: number, key: ElementKey) => {
    const pasted = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(pasted.trim())) return // one cell: the browser puts it in as usual
    event.preventDefault()
    put(pasteAt(rows, at, key, parseTable(pasted)))
  }
  return (
    <div className="elements">
      <div className="table-tools">
        <Button icon={<Icon of={SnippetsOutlined} />} onClick={() => setPasting(true)}>
          {text.paste}
        </Button>
        <span className="hint">{rows.length > 0 ? `${text.count(rows.length)}。${text.tip}` : text.empty}</span>
      </div>
      {rows.length > 0 && (
        <div className="element-rows">
          <div className="element-row element-head" aria-hidden="true">
            {elementKeys.map((key) => (
              <span key={key}>{text.columns[key]}</span>
            ))}
          </div>
          {rows.slice(from, from + pageSize).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <ElementRow key={from + i} row={row} at={from + i} onChange={change} onPaste={paste}>
              <Button
                type="text"
                icon={<Icon of={DeleteOutlined} />}
                aria-label={text.remove(from + i + 1)}
                onClick={() => put(rows.filter((_, j) => j !== from + i))}
              />
            </ElementRow>
          ))}
        </div>
      )}
      <div className="table-tools">
        <Button
          icon={<Icon of={PlusOutlined} />}
          disabled={rows.length >= mostElements}
          onClick={() => {
            put([...rows, emptyElement])
            setPage(Math.ceil((rows.length + 1) / pageSize))
          }}
        >
          {text.add}
        </Button>
        {rows.length >= mostElements && <span className="hint">{text.full}</span>}
        {rows.length > pageSize && (
          <Pagination
            size="small"
            current={shown}
            pageSize={pageSize}
            total={rows.length}
            showSizeChanger={false}
            itemRender={turnPage}
            onChange={setPage}
          />
        )}
      </div>
      {pasting && (
        <PasteElements
          hasRows={rows.length > 0}
          onClose={() => setPasting(false)}
          onTake={(found, replace) => {
            put(replace ? found : [...rows, ...found])
            setPasting(false)
          }}
        />
      )}
    </div>
  )
}

type RowProps = {
  row: Element
  at: number
  onChange: (at: number, key: ElementKey, value: string) => void
  onPaste: (event: ClipboardEvent, at: number, key: ElementKey) => void
  children: ReactNode
}

const ElementRow = memo(function ElementRow({ row, at, onChange, onPaste, children }: RowProps) {
  const { elements: text, choices, form } = useText(filingText)
  return (
    <div className="element-row">
      {elementKeys.map((key) => {
        const label = text.cell(at + 1, text.columns[key])
        const cell =
          key === 'sensitivity' ? (
            <Select
              aria-label={label}
              value={row.sensitivity}
              placeholder={form.choose}
              options={Object.entries(choices.sensitivity).map(([value, word]) => ({ value, label: word }))}
              onChange={(value) => onChange(at, key, value)}
            />
          ) : (
            <Input
              aria-label={label}
              placeholder={text.columns[key]}
              value={row[key]}
              autoComplete="off"
              onChange={(event) => onChange(at, key, event.target.value)}
              onPaste={(event) => onPaste(event, at, key)}
            />
          )
        return (
          <div key={key} className="element-cell" data-label={text.columns[key]}>
            {cell}
          </div>
        )
      })}
      {children}
    </div>
  )
})
