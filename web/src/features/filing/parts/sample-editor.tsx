import { masks, type SensitiveKind, sensitiveColumn, sensitiveValue } from '@datadeed/core/kernel/mask'
import { Alert, Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import { turnPage } from '../../../ui/turn-page.tsx'
import type { Form } from '../api.ts'
import { filingText } from '../text.ts'
import type { Control, SetField } from './field-input.tsx'
import { parseTable, tableText } from './paste-table.ts'

const most = { rows: 200, columns: 500, chars: 500 }

type Hint = { column: string; at: number; kind: SensitiveKind; example: string | null }
const maskable = (kind: SensitiveKind): kind is Exclude<SensitiveKind, 'track' | 'face' | 'waybill'> => kind in masks

/** Columns that should not be shown in clear, by their name or by what stands in them. */
export function maskingHints(header: readonly string[], rows: readonly (readonly string[])[]): Hint[] {
  return header.flatMap((column, at) => {
    const cells = rows.map((row) => row[at] ?? '').filter(Boolean)
    const clear = cells.find((cell) => sensitiveValue(cell))
    const kind = (clear === undefined ? undefined : sensitiveValue(clear)) ?? sensitiveColumn(column)
    const open = clear ?? cells.find((cell) => !cell.includes('*'))
    if (!kind || open === undefined) return []
    return [{ column, at, kind, example: maskable(kind) ? masks[kind](open) : null }]
  })
}

/** A small table pasted from a spreadsheet or as CSV, kept as text one can go on editing. */
export function SampleEditor({ form, set, control }: { form: Form; set: SetField; control: Control }) {
  const text = useText(filingText).sample
  const header = form.sampleHeader ?? []
  const rows = form.sampleRows ?? []
  const stored = header.length > 0 || rows.length > 0 ? tableText([header, ...rows]) : ''
  const [typed, setTyped] = useState<{ text: string; cut: boolean } | null>(null)
  const take = (next: string) => {
    const table = parseTable(next)
    const fitted = table
      .slice(0, most.rows + 1)
      .map((row) => row.slice(0, most.columns).map((cell) => cell.slice(0, most.chars)))
    setTyped({ text: next, cut: JSON.stringify(fitted) !== JSON.stringify(table) })
    const [first, ...others] = fitted
    set('sampleHeader', first)
    set('sampleRows', others.length > 0 ? others : undefined)
  }
  const hints = maskingHints(header, rows)
  const maskAll = () => {
    const kinds = new Map(hints.flatMap(({ at, kind }) => (maskable(kind) ? [[at, kind] as const] : [])))
    const masked = rows.map((row) =>
      row.map((cell, at) => {
        const kind = kinds.get(at)
        return kind && cell && !cell.includes('*') ? masks[kind](cell) : cell
      }),
    )
    setTyped(null)
    set('sampleRows', masked)
  }
  const names = (form.elements ?? []).map(({ name }) => name).filter(Boolean)
  return (
    <div className="sample">
      <label htmlFor={control.id} className="hint">
        {text.help}
      </label>
      <Input.TextArea
        {...control}
        aria-label={text.label}
        className="mono"
        autoSize={{ minRows: 6, maxRows: 14 }}
        spellCheck={false}
        value={typed?.text ?? stored}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setTyped((now) => (now?.cut ? now : null))}
      />
      <div className="table-tools">
        {header.length === 0 && names.length > 0 && (
          <Button onClick={() => take(`${tableText([names])}\n`)}>{text.fill}</Button>
        )}
        {stored !== '' && (
          <Button
            onClick={() => {
              setTyped(null)
              set('sampleHeader', undefined)
              set('sampleRows', undefined)
            }}
          >
            {text.clear}
          </Button>
        )}
        <span className="hint">{stored === '' ? text.empty : text.rows(rows.length, header.length)}</span>
      </div>
      {typed?.cut && <Alert type="warning" showIcon title={text.tooMany} />}
      {hints.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.privacy}
          description={
            <ul>
              {hints.map(({ column, kind, example }) => (
                <li key={column}>
                  {example ? text.hint(column, text.kinds[kind], example) : text.hintPlain(column, text.kinds[kind])}
                </li>
              ))}
            </ul>
          }
          action={
            hints.some(({ example }) => example) && (
              <Button size="small" onClick={maskAll}>
                {text.maskAll}
              </Button>
            )
          }
        />
      )}
      {header.length > 0 && <SampleTable header={header} rows={rows} />}
    </div>
  )
}

type TableProps = { header: readonly string[]; rows: readonly (readonly string[])[]; whole?: boolean }

/** The sample as a table; `whole` without pages, for paper. */
export function SampleTable({ header, rows, whole = false }: TableProps) {
  const text = useText(filingText).sample
  return (
    <ScrollRegion label={text.preview}>
      <Table<{ key: number; cells: readonly string[] }>
        size="small"
        className="sample-preview"
        pagination={
          !whole && rows.length > 10
            ? { pageSize: 10, showSizeChanger: false, itemRender: turnPage, placement: ['bottomStart'] }
            : false
        }
        dataSource={rows.map((cells, key) => ({ key, cells }))}
        columns={header.map((title, at) => ({
          key: `${at}`,
          title,
          render: (_, { cells }) => cells[at] ?? '',
        }))}
      />
    </ScrollRegion>
  )
}
