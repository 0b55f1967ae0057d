import { columnLabel } from '@datadeed/core/filing/batch-table'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../app/language.ts'
import { SearchField } from '../../../ui/filters.tsx'
import { changeList, type ListSearch } from '../../../ui/list-search.ts'
import { QueryTable } from '../../../ui/query-table.tsx'
import { StatusTag } from '../../../ui/status-tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { CaseTag } from '../../filing/parts/case-tag.tsx'
import { type Batch, type BatchRow, onlyKeys, rowFilters, rowsQuery } from '../api.ts'
import { batchText } from '../text.ts'
import { RowEditor } from './row-editor.tsx'

type Props = { batch: Batch; search: ListSearch; onSearch: (next: ListSearch) => void }

/** Every row with what was found in it: the field, the rule and the remedy. */
export function RowList({ batch, search, onSearch }: Props) {
  const text = useText(batchText)
  const client = useQueryClient()
  const toast = useToast()
  const [editing, setEditing] = useState<BatchRow | null>(null)
  const list = useQuery(rowsQuery(batch.id, search))
  const filtered = rowFilters.some((key) => search[key])
  const { counts } = batch
  const chips = (['rows', ...onlyKeys] as const).filter((key) => key === 'rows' || counts[key] > 0)
  const saved = (row: BatchRow) => {
    setEditing(null)
    void client.invalidateQueries({ queryKey: ['batch', batch.id] })
    const errors = row.findingList.filter(({ severity }) => severity === 'error').length
    void (errors > 0 ? toast.warning(text.savedErrors(errors)) : toast.success(text.saved))
  }
  return (
    <section aria-labelledby="batch-rows">
      <h2 id="batch-rows">{text.rowsTitle}</h2>
      <fieldset className="batch-chips" aria-label={text.countsLabel}>
        {chips.map((key) => (
          <Button
            key={key}
            aria-pressed={(search.only ?? 'rows') === key}
            type={(search.only ?? 'rows') === key ? 'primary' : 'default'}
            onClick={() => onSearch(changeList(search, { only: key === 'rows' ? undefined : key, code: undefined }))}
          >
            {text.counts[key]} {counts[key]}
          </Button>
        ))}
      </fieldset>
      <search className="filters">
        <SearchField label={text.search} value={search.q} onSearch={(q) => onSearch(changeList(search, { q }))} />
      </search>
      <QueryTable
        label={text.rowsLabel}
        list={list}
        rowKey={({ line }) => String(line)}
        search={search}
        onSearch={onSearch}
        empty={{ title: text.noRows, body: text.chooseHint }}
        noneFound={filtered ? { title: text.noneFound, body: text.noneFoundBody, clear: text.clear } : undefined}
        columns={[
          { key: 'line', title: text.row.line, align: 'right', width: 64, cell: ({ line }) => line },
          {
            key: 'name',
            title: text.row.name,
            card: 'title',
            width: 240,
            cell: ({ name, cells }) => (
              <span className="case-cell">
                <span>{name || text.unnamed}</span>
                <small>
                  <code>{cells.deposit ?? ''}</code>
                </small>
              </span>
            ),
          },
          { key: 'findings', title: text.row.findings, cell: (row) => <RowFindings row={row} batchId={batch.id} /> },
          {
            key: 'state',
            title: text.row.state,
            width: 190,
            cell: ({ case: made, checked }) =>
              made ? (
                <span className="case-cell">
                  <Link to="/cases/$id" params={{ id: made.id }}>
                    <code>{made.number}</code>
                  </Link>
                  <CaseTag status={made.status} />
                </span>
              ) : checked ? null : (
                <StatusTag>{text.waiting}</StatusTag>
              ),
          },
          {
            key: 'action',
            title: text.row.action,
            width: 90,
            cell: (row) =>
              batch.can.includes('correct') &&
              !row.case && (
                <Button size="small" aria-label={text.editRow(row.line)} onClick={() => setEditing(row)}>
                  {text.edit}
                </Button>
              ),
          },
        ]}
      />
      {editing && <RowEditor batchId={batch.id} row={editing} onSaved={saved} onClose={() => setEditing(null)} />}
    </section>
  )
}

function RowFindings({ row, batchId }: { row: BatchRow; batchId: string }) {
  const text = useText(batchText)
  const { findingList, repeats, failure, checked } = row
  return (
    <div className="batch-findings">
      {failure && <p className="note-error">{failure}</p>}
      {repeats && (
        <p className="note-warning">
          {repeats.batchId === batchId ? text.repeatsHere(repeats.line) : text.repeats(repeats.line, repeats.fileName)}
        </p>
      )}
      {findingList.map(({ code, field, severity, message, remedy, rule }) => (
        <div key={`${code} ${field} ${message}`} className={`note-${severity}`}>
          <strong>{columnLabel(field.split('.')[0] ?? '')}</strong>：{message} <span>{remedy}</span>
          <details className="basis">
            <summary>{text.basis}</summary>
            {rule}
          </details>
        </div>
      ))}
      {checked && !repeats && !failure && findingList.length === 0 && <p className="hint">{text.clean}</p>}
    </div>
  )
}
